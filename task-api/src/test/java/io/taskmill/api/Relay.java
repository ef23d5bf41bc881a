package io.taskmill.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a process and its store, and can take it away while others go on using it. */
final class Relay {

    private final URI target;
    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    Relay(URI target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The target's URI by way of this; without looking for the members of a replica set, which would lead past it. */
    String uri() {
        String user = target.getRawUserInfo() == null ? "" : target.getRawUserInfo() + "@";
        return "mongodb://" + user + "127.0.0.1:" + listening.getLocalPort() + target.getRawPath()
                + "?directConnection=true" + (user.isEmpty() ? "" : "&authSource=admin");
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                Socket server = new Socket(target.getHost(), target.getPort());
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> copy(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            }
        } catch (IOException e) {
            cut(); // or it has been already
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            return; // cut, which is what this is for
        }
    }

    /** For good. */
    void cut() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot cut the way to " + target, e);
        }
    }
}
