package io.taskmill.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops and starts the local servers of this checkout, for tests of what happens meanwhile. Their data is kept. Only for
 * servers that {@code ./taskmill services} started: a given server or a container is nobody's to stop.
 */
public final class LocalServers {

    /** A server, by its name in {@code ./taskmill services}. */
    public enum Server {
        RABBITMQ("rabbitmq"),
        MONGODB("mongodb");

        private final String argument;

        Server(String argument) {
            this.argument = argument;
        }
    }

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private LocalServers() {}

    /** Whether these are the servers in use, and not given ones or containers. */
    public static boolean serve(RealBroker broker, RealStore store) {
        ServicesFile file = ServicesFile.ofProject();
        boolean ownBroker =
                file.broker().filter(local -> local.port() == broker.port()).isPresent();
        boolean ownStore = file.store()
                .filter(local -> URI.create(local.uri()).getAuthority().equals(authority(store)))
                .isPresent();
        return ownBroker && ownStore;
    }

    /** @throws TestkitException if it does not stop */
    public static void stop(Server server) {
        run("stop", server);
    }

    /**
     * Ends it at once (SIGKILL): nothing of it runs any more when this returns.
     *
     * @throws TestkitException if it does not run
     */
    public static void kill(Server server) {
        long pid = ServicesFile.ofProject()
                .pid(server.argument)
                .orElseThrow(() -> new TestkitException(server.argument + " does not run"));
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TestkitException(server.argument + " (pid " + pid + ") does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestkitException("interrupted while " + server.argument + " was killed", e);
        }
    }

    /**
     * Returns when it accepts connections.
     *
     * @throws TestkitException if it does not start
     */
    public static void start(Server server) {
        run("start", server);
    }

    private static String authority(RealStore store) {
        return String.valueOf(URI.create(store.uri()).getAuthority());
    }

    private static void run(String verb, Server server) {
        Path root = ProjectRoot.find();
        try {
            Path output = Files.createTempFile("taskmill-services-", ".log");
            ProcessBuilder script = new ProcessBuilder(
                            root.resolve("taskmill").toString(), "services", verb, server.argument)
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile()); // no pipe, which the server would keep open
            script.environment().put("CI", "true"); // nobody is there to be asked
            Process process = script.start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new TestkitException("./taskmill services " + verb + " " + server.argument + " takes over "
                        + PATIENCE.toSeconds() + " s: " + Files.readString(output));
            }
            if (process.exitValue() != 0) {
                throw new TestkitException("./taskmill services " + verb + " " + server.argument + " ended with status "
                        + process.exitValue() + ": " + Files.readString(output));
            }
            Files.delete(output);
        } catch (IOException e) {
            throw new TestkitException("cannot run " + root.resolve("taskmill"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestkitException("interrupted while " + server.argument + " was to " + verb, e);
        }
    }
}
