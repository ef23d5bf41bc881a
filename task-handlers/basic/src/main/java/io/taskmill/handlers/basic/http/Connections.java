package io.taskmill.handlers.basic.http;

import io.taskmill.handler.TaskFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Opens connections to given addresses: it looks no name up, uses no proxy, and no connection twice. */
final class Connections {

    /** For one address, so that another one has its turn. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<Socket> sockets;
    private final Supplier<SSLSocketFactory> tls;

    /**
     * @param sockets gives unconnected ones
     * @param tls asked when it is needed first, since reading trusted certificates takes long
     */
    Connections(Supplier<Socket> sockets, Supplier<SSLSocketFactory> tls) {
        this.sockets = sockets;
        this.tls = tls;
    }

    static Connections ofThisMachine() {
        // a socket that is not told so asks system properties for a SOCKS proxy
        return new Connections(
                () -> new Socket(Proxy.NO_PROXY), () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /**
     * Connects to the first of the addresses that answers, and secures the connection if the target asks for it.
     *
     * @throws IOException also when the deadline is over or the thread is interrupted
     * @throws TaskFailedException if no address answers
     */
    Connection open(Target target, List<InetAddress> addresses, Deadline deadline) throws IOException {
        Socket socket = connected(target, addresses, deadline);
        Watchdog watchdog = Watchdog.over(socket, deadline);
        try {
            return target.isSecure()
                    ? Connection.secured(secured(target, socket), socket, watchdog)
                    : Connection.plain(socket, watchdog);
        } catch (IOException | RuntimeException e) {
            watchdog.close();
            socket.close();
            throw e;
        }
    }

    private Socket connected(Target target, List<InetAddress> addresses, Deadline deadline) throws IOException {
        IOException last = new IOException("there is no address");
        for (InetAddress address : addresses) {
            long millis =
                    Math.min(CONNECT_TIMEOUT.toMillis(), deadline.remaining().toMillis());
            Socket socket = sockets.get();
            try {
                socket.connect(new InetSocketAddress(address, target.port()), Math.toIntExact(Math.max(millis, 1)));
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
                if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
        throw Failure.CONNECT_FAILED.because(target.origin() + " cannot be connected to: " + last.getMessage());
    }

    private SSLSocket secured(Target target, Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.get().createSocket(socket, target.host(), target.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        // else any trusted certificate would do, whosesoever it is
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
