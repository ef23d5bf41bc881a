package io.taskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between programs and a server, and spoils what passes: nothing at all, in one direction or in both, without either
 * side noticing, as behind a firewall that forgets its connections; or everything, but late or slowly. One fault at a time:
 * each takes the place of the one before, and connections in which that one has lost bytes are ended.
 */
public final class FaultProxy implements AutoCloseable {

    /** Which way something goes. */
    public enum Direction {
        TO_SERVER,
        /** Without answers a caller does not know that what it asked for was done. */
        FROM_SERVER
    }

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int BACKLOG = 50;

    private final ServerSocket listening;
    private final InetSocketAddress server;
    private final Set<Pair> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Passages> passages = new AtomicReference<>(Passages.CLEAR);

    /** The two sockets of one connection. */
    private record Pair(Socket client, Socket far) {

        void close() {
            closeQuietly(client);
            closeQuietly(far);
        }
    }

    private record Passages(Passage toServer, Passage fromServer) {

        static final Passages CLEAR = both(Passage.CLEAR);

        static Passages both(Passage passage) {
            return new Passages(passage, passage);
        }

        Passage of(Direction direction) {
            return switch (direction) {
                case TO_SERVER -> toServer;
                case FROM_SERVER -> fromServer;
            };
        }

        boolean lose() {
            return toServer.isCut() || fromServer.isCut();
        }
    }

    private FaultProxy(ServerSocket listening, InetSocketAddress server) {
        this.listening = listening;
        this.server = server;
    }

    /**
     * Listens on a port of its own.
     *
     * @param host the server's
     * @param port the server's
     * @return a proxy that lets all pass
     */
    public static FaultProxy to(String host, int port) {
        try {
            ServerSocket listening = new ServerSocket(FreePorts.next(), BACKLOG, InetAddress.getLoopbackAddress());
            FaultProxy proxy = new FaultProxy(listening, new InetSocketAddress(host, port));
            Thread.ofVirtual().name("fault-proxy-" + port).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for " + host + ":" + port, e);
        }
    }

    /** Where programs connect to, on the loopback address. */
    public int port() {
        return listening.getLocalPort();
    }

    /** How many connections there are. */
    public int connections() {
        return open.size();
    }

    /** From now on nothing passes, in either direction, also on connections that are made meanwhile. */
    public void cut() {
        set(Passages.both(Passage.CUT));
    }

    /** From now on nothing passes in that direction. */
    public void cut(Direction direction) {
        set(
                direction == Direction.TO_SERVER
                        ? new Passages(Passage.CUT, Passage.CLEAR)
                        : new Passages(Passage.CLEAR, Passage.CUT));
    }

    /** The server sees its connections end, and the programs do not: nothing that they send arrives any more. */
    public void halfOpen() {
        cut();
        open.forEach(pair -> closeQuietly(pair.far()));
    }

    /** From now on everything arrives so much later, in each direction. */
    public void delay(Duration late) {
        set(Passages.both(Passage.delayed(late)));
    }

    /** From now on so much passes on each connection, in each direction. */
    public void throttle(long bytesPerSecond) {
        set(Passages.both(Passage.throttled(bytesPerSecond)));
    }

    /** Ends all connections at once, as a router that restarts does. New ones pass. */
    public void reset() {
        set(Passages.CLEAR);
        closeAll();
    }

    /** Lets everything pass again. */
    public void mend() {
        set(Passages.CLEAR);
    }

    private void set(Passages next) {
        if (Objects.requireNonNull(passages.getAndSet(next)).lose()) {
            closeAll();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException("cannot accept connections for " + server, e);
                }
            }
        }
    }

    private void connect(Socket client) {
        Pair pair = new Pair(client, new Socket());
        open.add(pair);
        if (listening.isClosed()) {
            end(pair); // it was closed meanwhile, which may have missed this one
            return;
        }
        try {
            pair.far().connect(server, CONNECT_TIMEOUT_MILLIS);
        } catch (IOException e) {
            if (!Objects.requireNonNull(passages.get()).toServer().isCut()) { // else nobody notices
                end(pair); // which tells the client as much as the server's refusal would
            }
            return;
        }
        pump(Direction.TO_SERVER, pair, client, pair.far());
        pump(Direction.FROM_SERVER, pair, pair.far(), client);
    }

    private void pump(Direction direction, Pair pair, Socket from, Socket to) {
        new Pump(from, to, () -> Objects.requireNonNull(passages.get()).of(direction), () -> end(pair)).start();
    }

    private void end(Pair pair) {
        open.remove(pair);
        pair.close();
    }

    private void closeAll() {
        Set.copyOf(open).forEach(this::end);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection to " + socket.getRemoteSocketAddress(), e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the proxy of " + server, e);
        }
        closeAll();
    }
}
