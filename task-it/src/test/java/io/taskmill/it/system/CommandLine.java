package io.taskmill.it.system;

import io.taskmill.testkit.RunnableJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command line as a process of its own, as a person does. */
public final class CommandLine {

    /** What a command line did. */
    public record Ran(int code, String out, String err) {

        /** Each line of its output, read as JSON. */
        public List<JsonNode> documents() {
            return out.lines().map(JsonMapper.shared()::readTree).toList();
        }

        /** Its standard error, read as JSON. */
        public JsonNode problem() {
            return JsonMapper.shared().readTree(err);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final URI address;

    CommandLine(URI address) {
        this.address = address;
    }

    /** Runs a verb to its end. */
    public Ran run(String... arguments) {
        try {
            Path out = Files.createTempFile("command", ".out");
            Path err = Files.createTempFile("command", ".err");
            try {
                int code = await(start(out, err, arguments));
                return new Ran(code, Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run the command line " + List.of(arguments), e);
        }
    }

    /** Starts a verb that writes into files, and leaves it running. */
    public Process start(Path out, Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                RunnableJars.of("task-cli").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--address", address.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    private static int await(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the command line still runs after " + PATIENCE);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command line runs", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
