package io.taskmill.api;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream as browsers do. */
final class EventReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    /** An event; a comment is one without data. */
    record Event(String name, String data) {

        JsonNode json() {
            return JSON.readTree(data);
        }

        boolean isReset(String reason) {
            return name.equals("reset") && json().path("reason").asString().equals(reason);
        }

        boolean isTask(String id, long version) {
            return name.equals("task")
                    && json().path("id").asString().equals(id)
                    && json().path("version").asLong() == version;
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpResponse<Stream<String>> response;
    private final CompletableFuture<Void> ended;

    /** All that came, in order. */
    final List<Event> events = new CopyOnWriteArrayList<>();

    EventReader(HttpRequest.Builder request) {
        response = http.sendAsync(
                        request.header("Accept", "text/event-stream").build(), HttpResponse.BodyHandlers.ofLines())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        ended = CompletableFuture.runAsync(
                this::read, task -> Thread.ofVirtual().start(task));
    }

    private void read() {
        String[] name = {""};
        response.body().forEach(line -> {
            if (line.startsWith("event: ")) {
                name[0] = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                events.add(new Event(name[0], line.substring("data: ".length())));
            } else if (!line.isEmpty()) {
                events.add(new Event(line, ""));
            }
        });
    }

    HttpResponse<?> response() {
        return response;
    }

    /** Whether the other side has ended it, in good order or not. */
    boolean isEnded() {
        return ended.isDone();
    }

    void await(String what, Predicate<Event> event) {
        Awaitility.await(what).atMost(PATIENCE).until(() -> events.stream().anyMatch(event));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
