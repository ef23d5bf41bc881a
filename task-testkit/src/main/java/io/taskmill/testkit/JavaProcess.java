package io.taskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/**
 * A program of the project in a JVM of its own, which a test can kill, stop and freeze. Standard output and error go to
 * its log file. Ends at the latest with the JVM that started it.
 *
 * <pre>{@code
 * try (JavaProcess api = JavaProcess.named("api").jar(RunnableJars.of("task-api")).log(file).start()) {
 *     api.awaitReady(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"), Duration.ofSeconds(60));
 *     api.kill();
 * }
 * }</pre>
 */
public final class JavaProcess implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final int LOG_TAIL_LINES = 40;
    private static final long BYTES_PER_KIBIBYTE = 1024;

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end-java-processes"));
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final long logStart;

    private JavaProcess(String name, Process process, Path log, long logStart) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /** Starts what a builder describes. */
    static JavaProcess start(String name, ProcessBuilder description, Path log) {
        try {
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            Process process = description
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            RUNNING.removeIf(earlier -> !earlier.isAlive());
            RUNNING.add(process);
            process.getOutputStream().close();
            return new JavaProcess(name, process, log, logStart);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + name + ": " + description.command(), e);
        }
    }

    /**
     * Describes a process.
     *
     * @param name what messages call it
     * @return a builder that needs a jar and a log file
     */
    public static JavaProcessBuilder named(String name) {
        return new JavaProcessBuilder(name);
    }

    /**
     * Waits until a GET of an address is answered with 200.
     *
     * @param address such as a readiness probe's
     * @param patience how long at most
     * @throws TestkitException with the last lines of the log, if the process ends or the time is over
     */
    public void awaitReady(URI address, Duration patience) {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PROBE_TIMEOUT)
                .build()) {
            HttpRequest probe =
                    HttpRequest.newBuilder(address).timeout(PROBE_TIMEOUT).build();
            Awaitility.await(name + " answering " + address)
                    .atMost(patience)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .failFast(() -> !isAlive())
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> http.send(probe, BodyHandlers.discarding()).statusCode() == OK);
        } catch (TerminalFailureException e) {
            throw failed("ended with " + process.exitValue() + " before " + address + " answered 200", e);
        } catch (ConditionTimeoutException e) {
            throw failed("did not answer " + address + " with 200 within " + patience, e);
        }
    }

    /** Ends it at once (SIGKILL), as a crash would: nothing of it runs any more when this returns. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(CLOSE_PATIENCE);
    }

    /** Asks it to end (SIGTERM), as a roll-out does; returns before it has. */
    public void terminate() {
        process.destroy();
    }

    /**
     * Waits for its end.
     *
     * @param patience how long at most
     * @return its exit value; 128 plus the signal's number if a signal ended it
     * @throws TestkitException with the last lines of the log, if it still runs then
     */
    public int awaitExit(Duration patience) {
        if (!ended(patience)) {
            throw failed("still runs after " + patience, null);
        }
        return process.exitValue();
    }

    /** Freezes it (SIGSTOP), as a long pause would: its connections stay open and nothing answers. */
    public void suspend() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT) after {@link #suspend()}; does nothing to one that runs. */
    public void resume() {
        signal("CONT");
    }

    /** What it was called when it was described. */
    public String name() {
        return name;
    }

    /**
     * The system's id of it.
     *
     * @return the process id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Whether it has not ended; a frozen one is alive.
     *
     * @return whether it is
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * What it wrote by now, without what its log file held before it started.
     *
     * @return lines, the last one perhaps incomplete
     */
    public List<String> logs() {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(logStart);
            byte[] written = Channels.newInputStream(channel).readAllBytes();
            return new String(written, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + log, e);
        }
    }

    /**
     * The memory it has in use right now ({@code VmRSS}); Linux only.
     *
     * @return bytes
     * @throws TestkitException if it has ended
     */
    public long residentBytes() {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIBIBYTE)
                    .findFirst()
                    .orElseThrow(() -> failed("has no memory any more", null));
        } catch (IOException e) {
            throw failed("has no " + status, e);
        }
    }

    /** Ends it: asks first (also a frozen one, which is woken), then kills it if it does not end within 15 seconds. */
    @Override
    public void close() {
        if (!isAlive()) {
            return;
        }
        terminate();
        resume();
        if (!ended(CLOSE_PATIENCE)) {
            kill();
        }
    }

    @Override
    public String toString() {
        return name + " (process " + pid() + ", log " + log + ")";
    }

    /** False also if the wait is interrupted, and the thread then stays so: closing must go on to the kill. */
    private boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Does nothing to one that has ended. */
    private void signal(String signal) {
        try {
            Signals.send(signal, pid());
        } catch (TestkitException e) {
            if (isAlive()) {
                throw failed("could not be sent SIG" + signal, e);
            }
        }
    }

    private TestkitException failed(String what, @Nullable Throwable cause) {
        List<String> lines = logs();
        List<String> tail = lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
        return new TestkitException(this + " " + what + "; the end of its log:\n" + String.join("\n", tail), cause);
    }
}
