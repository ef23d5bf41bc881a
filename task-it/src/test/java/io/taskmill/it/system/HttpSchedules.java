package io.taskmill.it.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client does with schedules over HTTP. */
public final class HttpSchedules {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI address;

    /** @param address of an API */
    public HttpSchedules(URI address) {
        this.address = address.resolve("/api/v1/schedules/");
    }

    public HttpResponse<String> put(String name, String plan) {
        return send(HttpRequest.newBuilder(address.resolve(name))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(plan)));
    }

    /** Puts a schedule that must be taken. */
    public void make(String name, String plan) {
        HttpResponse<String> answer = put(name, plan);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("schedule " + name + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    public HttpResponse<String> delete(String name) {
        return send(HttpRequest.newBuilder(address.resolve(name)).DELETE());
    }

    /** Pauses, resumes or runs it. */
    public HttpResponse<String> act(String name, String verb) {
        return send(
                HttpRequest.newBuilder(address.resolve(name + "/" + verb)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    public HttpResponse<String> answer(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    public JsonNode get(String path) {
        HttpResponse<String> answer = answer(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError("no schedule " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Waits until the schedule is so far, and gives it. */
    public JsonNode await(String name, Duration atMost, Predicate<JsonNode> condition) {
        AtomicReference<JsonNode> last = new AtomicReference<>(JSON.createObjectNode());
        Awaitility.await("schedule " + name)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    last.set(get(name));
                    return condition.test(Objects.requireNonNull(last.get()));
                });
        return Objects.requireNonNull(last.get());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + address, e);
        }
    }
}
