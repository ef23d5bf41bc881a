package io.taskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A runnable jar, unpacked, with a cache of the classes that its start loads: as the images run it. It starts in about a
 * third of the processor time, which pays for the training from the fourth start on.
 *
 * @param jar the unpacked application
 * @param cache for {@code -XX:AOTCache}
 */
public record TrainedJar(Path jar, Path cache) {

    /** Small, and quick to start where several share a few cores; a cache holds for one collector. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m");

    private static final long PATIENCE_SECONDS = 180;

    /**
     * Prepares a program, or finds it prepared since its last build. Several tests may ask at once.
     *
     * @param module the module's name, such as {@code task-api}
     * @throws TestkitException if the project has not been built, or the training fails
     */
    public static TrainedJar of(String module) {
        Path runnable = RunnableJars.of(module);
        Path folder = runnable.resolveSibling("trained");
        TrainedJar trained = new TrainedJar(folder.resolve(runnable.getFileName()), folder.resolve(module + ".aot"));
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!isNewer(trained.cache, runnable)) {
                    trained.train(runnable, folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + runnable, e);
        }
        return trained;
    }

    /** The JVM arguments of the training and of each start; good for other small programs too. */
    public static String[] jvm() {
        return JVM.toArray(String[]::new);
    }

    private static boolean isNewer(Path made, Path source) throws IOException {
        return Files.exists(made) && Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(source)) >= 0;
    }

    /** Needs no server: the program ends when it has been put together. */
    private void train(Path runnable, Path folder) throws IOException {
        java(
                folder,
                List.of("-Djarmode=tools", "-jar", runnable.toString(), "extract", "--force", "--destination", "."));
        List<String> training = new ArrayList<>(JVM);
        training.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Dspring.context.exit=onRefresh", "-jar"));
        training.add(jar.toString());
        java(folder, training);
    }

    private static void java(Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path output = folder.resolve("training.log");
        ProcessBuilder description = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        description.environment().put("SERVER_PORT", "0");
        Process process = description.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new TestkitException("'" + String.join(" ", command) + "' failed: see " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestkitException("interrupted while preparing a program in " + folder);
        } finally {
            process.destroyForcibly();
        }
    }
}
