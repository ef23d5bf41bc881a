package io.taskmill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a program and a server, and can cut them off from each other without either noticing: connections stay
 * open and nothing passes, as behind a firewall that forgets them.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 16_384;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final ServerSocket listening;
    private final InetSocketAddress server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

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
            ServerSocket listening = new ServerSocket(FreePorts.next(), 50, InetAddress.getLoopbackAddress());
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

    /** From now on nothing passes, in either direction, also on connections that are made meanwhile. */
    public void cut() {
        cut = true;
    }

    /** Closes what was cut, since bytes are missing in it, and lets new connections pass. */
    public void mend() {
        closeAll();
        cut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException("cannot accept connections for " + server, e);
                }
            }
        }
    }

    private void connect(Socket client) {
        Socket far = new Socket();
        open.add(far);
        try {
            far.connect(server, CONNECT_TIMEOUT_MILLIS);
        } catch (IOException e) {
            close(client); // which tells the client as much as the server's refusal would
            close(far);
            return;
        }
        Thread.ofVirtual().start(() -> pass(client, far));
        pass(far, client);
    }

    /** Until one of the two ends: then the other one does as well, unless it is not to notice. */
    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (!cut) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // one of them is gone, which is treated as its end
        }
        if (!cut) {
            close(from);
            close(to);
        }
    }

    private void closeAll() {
        Set.copyOf(open).forEach(this::close);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection to " + server, e);
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
