package io.taskmill.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers what a test wrote down, one answer a request, and keeps what was asked. */
public final class ScriptedApi implements AutoCloseable {

    /** A request that came. */
    public record Asked(String method, String target, Map<String, List<String>> headers, String body) {}

    private record Answer(int status, Map<String, String> headers, String body, boolean stuck) {}

    private final HttpServer server;
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    public final List<Asked> asked = new CopyOnWriteArrayList<>();

    public ScriptedApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no server for a test", e);
        }
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/", this::handle);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public ScriptedApi answer(int status, String body) {
        return answer(status, Map.of(), body);
    }

    public ScriptedApi answer(int status, Map<String, String> headers, String body) {
        answers.add(new Answer(status, headers, body, false));
        return this;
    }

    /** Headers and the beginning of a body, of which the rest never comes. */
    public ScriptedApi stuckAnswer() {
        answers.add(new Answer(200, Map.of(), "{\"id\":", true));
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Answer answer = answers.poll();
            if (answer == null) {
                return; // closes the connection without an answer
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer.status() == 204) {
                exchange.sendResponseHeaders(204, -1); // which says that there is no body
                return;
            }
            exchange.sendResponseHeaders(answer.status(), answer.stuck() ? body.length + 1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            if (answer.stuck()) {
                boolean _ = closed.await(1, TimeUnit.MINUTES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
