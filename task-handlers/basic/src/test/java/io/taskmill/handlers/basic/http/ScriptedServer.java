package io.taskmill.handlers.basic.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that answers each request octet by octet as the test says, one request a connection. */
final class ScriptedServer implements AutoCloseable {

    /** Writes an answer; a client that has gone away ends it by an {@link IOException}. */
    interface Answer {
        void write(OutputStream out) throws Exception;
    }

    private final ServerSocket socket;
    private final Answer answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger gone = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ScriptedServer(ServerSocket socket, Answer answer) {
        this.socket = socket;
        this.answer = answer;
        Future<?> unused = threads.submit(this::accept);
    }

    static ScriptedServer answering(String whole) throws IOException {
        return answering(out -> out.write(whole.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static ScriptedServer answering(Answer answer) throws IOException {
        return new ScriptedServer(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), answer);
    }

    /** Accepts the connections of another kind of server socket. */
    static ScriptedServer on(ServerSocket socket, Answer answer) {
        return new ScriptedServer(socket, answer);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** As they came, head and body. */
    List<String> requests() {
        return requests;
    }

    /** How many clients have gone away before their answer was written to its end. */
    int gone() {
        return gone.get();
    }

    private Void accept() throws IOException {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Future<?> unused = threads.submit(() -> serve(connection));
            } catch (SocketException e) {
                return null; // closed
            }
        }
        return null;
    }

    private Void serve(Socket connection) throws Exception {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            String head = head(in);
            requests.add(head + body(in, head));
            answer.write(connection.getOutputStream());
            connection.getOutputStream().flush();
        } catch (IOException e) {
            gone.incrementAndGet();
        }
        return null;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("the client has gone away");
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private static String body(InputStream in, String head) throws IOException {
        String length = head.replaceAll("(?is).*\r\ncontent-length: ([0-9]+)\r\n.*", "$1");
        return length.equals(head) ? "" : new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
