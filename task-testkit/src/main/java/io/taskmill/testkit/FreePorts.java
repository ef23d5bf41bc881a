package io.taskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports that nothing listens on, for processes that must be told their port before they start.
 *
 * <p>None of them is one that systems give to clients (on Linux from 32768 on). Whoever connects to such a port while its
 * server is down may be given that very port and so connect to itself, and the server cannot start again.
 */
public final class FreePorts {

    private static final int FIRST = 10_240;
    private static final int LAST = 28_000;
    private static final int ATTEMPTS = 100;

    /** What this JVM handed out already: it may not be bound yet. */
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /**
     * A free port, never the same twice in one JVM. Another program may still take it first: bind it soon.
     *
     * @return a port between 10240 and 28000
     */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isUnbound(port) && TAKEN.add(port)) {
                return port;
            }
        }
        throw new TestkitException("No free loopback port in " + ATTEMPTS + " attempts: " + TAKEN.size()
                + " are handed out by this JVM already");
    }

    private static boolean isUnbound(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not bind any loopback port", e);
        }
    }
}
