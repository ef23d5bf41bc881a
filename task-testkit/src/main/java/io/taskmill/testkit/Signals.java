package io.taskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Signals to processes, by the shell's own {@code kill}: Java can only send TERM and KILL. */
final class Signals {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Signals() {}

    /**
     * Ends a process at once: nothing of it runs any more when this returns.
     *
     * @throws TestkitException if it does not end
     */
    static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new TestkitException("process " + pid + " does not run any more"));
        process.destroyForcibly();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TestkitException("process " + pid + " does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestkitException("interrupted while process " + pid + " was killed", e);
        }
    }

    /**
     * Sends one.
     *
     * @param signal its name without SIG
     * @throws TestkitException if it cannot be sent, as to a process that has ended
     */
    static void send(String signal, long pid) {
        String command = "kill -" + signal + " " + pid;
        try {
            Process shell = new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (shell.waitFor() != 0) {
                throw new TestkitException("SIG" + signal + " could not be sent to process " + pid + ": " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestkitException("Interrupted while sending SIG" + signal + " to process " + pid, e);
        }
    }
}
