package io.taskmill.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The checkout's own script. */
final class Script {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Script() {}

    /**
     * Runs it to its end.
     *
     * @throws TestkitException with what it printed, if it fails
     */
    static void run(String... arguments) {
        Path root = ProjectRoot.find();
        String command = "./taskmill " + String.join(" ", arguments);
        try {
            Path output = Files.createTempFile("taskmill-services-", ".log");
            ProcessBuilder script = new ProcessBuilder(
                            Stream.concat(Stream.of(root.resolve("taskmill").toString()), Stream.of(arguments))
                                    .toList())
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile()); // no pipe, which the server would keep open
            script.environment().put("CI", "true"); // nobody is there to be asked
            Process process = script.start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new TestkitException(
                        command + " takes over " + PATIENCE.toSeconds() + " s: " + Files.readString(output));
            }
            if (process.exitValue() != 0) {
                throw new TestkitException(
                        command + " ended with status " + process.exitValue() + ": " + Files.readString(output));
            }
            Files.delete(output);
        } catch (IOException e) {
            throw new TestkitException("cannot run " + root.resolve("taskmill"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestkitException("interrupted during " + command, e);
        }
    }
}
