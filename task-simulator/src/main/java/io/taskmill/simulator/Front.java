package io.taskmill.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The HTTP side: listens on loopback, is late, answers, and vanishes. */
final class Front implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Front.class.getName());
    private static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final Duration REBIND_PATIENCE = Duration.ofMillis(50);
    private static final int MOST_REBINDS = 200;

    /** What steers faults is not hit by them. */
    private static final Set<String> STEERING = Set.of("/faults", "/pace", "/vanishing");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer;
    private final Engine engine;
    private final Routes routes;
    private final int port;

    /** Guards {@link #server} and {@link #closed}. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable HttpServer server;
    private boolean closed;
    private final AtomicBoolean dropping = new AtomicBoolean();

    Front(Engine engine, int port, ScheduledExecutorService timer) {
        this.engine = engine;
        this.routes = engine.routes();
        this.timer = timer;
        HttpServer first = listen(port);
        this.server = first;
        this.port = first.getAddress().getPort();
    }

    int port() {
        return port;
    }

    private HttpServer listen(int at) {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            listening.createContext("/", this::handle);
            listening.setExecutor(threads);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the port " + at, e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean steering = STEERING.contains(path);
        Answer answer;
        try (exchange) {
            if (dropping.get() && !steering) {
                return;
            }
            answer = answer(exchange, path, steering);
            if (steering || !engine.ofFaults(FaultBox::dropsThisAnswer)) {
                send(exchange, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is being closed: whoever waits sees the connection go
            return;
        }
        if (answer.body() instanceof Vanishing vanishing) {
            vanish(vanishing);
        }
    }

    private Answer answer(HttpExchange exchange, String path, boolean steering)
            throws IOException, InterruptedException {
        String method = exchange.getRequestMethod();
        try {
            JsonNode body = body(exchange);
            if (method.equals("PUT") && path.equals("/vanishing")) {
                return new Answer(200, engine.read(body, Vanishing.class));
            }
            if (!steering) {
                Thread.sleep(engine.ofFaults(FaultBox::latencyMillis));
            }
            return answer(method, path, query(exchange.getRequestURI().getRawQuery()), body);
        } catch (Refusal refusal) {
            return new Answer(refusal.status(), refusal.problem());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "could not answer " + method + " " + path, e);
            return new Answer(500, new Problem("BROKEN", String.valueOf(e.getMessage())));
        }
    }

    private Answer answer(String method, String path, Map<String, String> query, JsonNode body) {
        Routes.Found found = routes.find(method, path)
                .orElseThrow(() -> new Refusal(404, "NO_SUCH_PATH", method + " " + path + " means nothing here"));
        Call call = new Call(found.names(), query, body, engine);
        Object answer = method.equals("GET")
                ? engine.held(() -> found.route().answer(call))
                : engine.change(() -> found.route().answer(call));
        return answer instanceof Answer whole ? whole : new Answer(200, answer);
    }

    private JsonNode body(HttpExchange exchange) throws IOException {
        try (InputStream stream = exchange.getRequestBody()) {
            byte[] bytes = stream.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw Refusal.invalid("the body is larger than " + LARGEST_BODY + " bytes");
            }
            return engine.parse(bytes);
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return query;
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = engine.write(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private void vanish(Vanishing vanishing) {
        switch (vanishing.how()) {
            case DROP -> {
                dropping.set(true);
                var _ = timer.schedule(() -> dropping.set(false), vanishing.millis(), TimeUnit.MILLISECONDS);
            }
            case REFUSE -> {
                stop();
                var _ = timer.schedule(() -> comeBack(MOST_REBINDS), vanishing.millis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void stop() {
        lock.lock();
        try {
            if (server != null) {
                server.stop(0);
                server = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The port may be another's for a moment, such as of a connection that was just given it. */
    private void comeBack(int triesLeft) {
        lock.lock();
        try {
            if (!closed && server == null) {
                server = listen(port);
            }
        } catch (UncheckedIOException e) {
            if (triesLeft == 0) {
                LOG.log(System.Logger.Level.ERROR, "stays away", e);
            } else {
                var _ = timer.schedule(
                        () -> comeBack(triesLeft - 1), REBIND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        stop();
        threads.shutdownNow();
    }
}
