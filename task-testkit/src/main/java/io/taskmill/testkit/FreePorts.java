package io.taskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Loopback ports that nothing listens on, for processes that must be told their port before they start. */
public final class FreePorts {

    private static final int ATTEMPTS = 100;

    /** What this JVM handed out already: the system may offer the same one again before it is bound. */
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /**
     * A free port, never the same twice in one JVM. Another program may still take it first: bind it soon.
     *
     * @return a port between 1024 and 65535
     */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = unboundPort();
            if (TAKEN.add(port)) {
                return port;
            }
        }
        throw new TestkitException("No free loopback port in " + ATTEMPTS + " attempts: " + TAKEN.size()
                + " are handed out by this JVM already");
    }

    private static int unboundPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not bind any loopback port", e);
        }
    }
}
