package io.taskmill.it.system;

import static org.awaitility.Awaitility.await;

import io.taskmill.model.Priority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client does over HTTP. */
public final class HttpTasks {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI address;

    /** @param address of an API, or of what stands before one */
    public HttpTasks(URI address) {
        this.address = address;
    }

    /** Posts a task until the API knows its type, and gives the task's id. */
    public String submitOnceKnown(String type, String params) {
        AtomicReference<String> id = new AtomicReference<>("");
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    HttpResponse<String> answer = post(type, params);
                    if (answer.statusCode() == 202) {
                        id.set(idOf(answer));
                        return true;
                    }
                    return false;
                });
        return Objects.requireNonNull(id.get());
    }

    /** Posts a task that must be accepted, and gives its id. */
    public String submit(String type, String params) {
        return accepted(post(type, params));
    }

    /** The same with a priority of its own. */
    public String submit(String type, String params, Priority priority) {
        return accepted(postJson(
                "{\"type\":\"" + type + "\",\"priority\":\"" + priority.text() + "\",\"params\":" + params + "}"));
    }

    private static String accepted(HttpResponse<String> answer) {
        if (answer.statusCode() != 202) {
            throw new AssertionError("not accepted: " + answer.statusCode() + " " + answer.body());
        }
        return idOf(answer);
    }

    public static String idOf(HttpResponse<String> answer) {
        return JSON.readTree(answer.body()).get("id").stringValue();
    }

    public HttpResponse<String> post(String type, String params) {
        return postJson("{\"type\":\"" + type + "\",\"params\":" + params + "}");
    }

    /** Posts a task as it stands in JSON; it must be accepted. Gives its id. */
    public String submitJson(String body) {
        return accepted(postJson(body));
    }

    public HttpResponse<String> cancel(String id) {
        return command(id, "cancel", "{\"reason\":\"not needed\"}");
    }

    public HttpResponse<String> retry(String id) {
        return retry(id, "{}");
    }

    public HttpResponse<String> retry(String id, String body) {
        return command(id, "retry", body);
    }

    public HttpResponse<String> rollback(String id) {
        return command(id, "rollback", "");
    }

    public HttpResponse<String> amend(String id, String body) {
        return send(HttpRequest.newBuilder(address.resolve("/api/v1/tasks/" + id))
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sets how many tasks may hold a gate; {@code null} gives it back what its type says. */
    public HttpResponse<String> limit(String gate, String limit) {
        return send(HttpRequest.newBuilder(
                        address.resolve("/api/v1/gates/limit?key=" + URLEncoder.encode(gate, StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"limit\":" + limit + "}")));
    }

    /** A gate as it is; an empty node if there is none. */
    public JsonNode gate(String key) {
        return JSON.readTree(body("/api/v1/gates?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8)))
                .path("items")
                .path(0);
    }

    /** @param what such as {@code pools/night} */
    public HttpResponse<String> pause(String what, String reason) {
        return send(HttpRequest.newBuilder(address.resolve("/api/v1/pauses/" + what))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"reason\":\"" + reason + "\"}")));
    }

    /** @param what such as {@code pools/night} */
    public HttpResponse<String> resume(String what) {
        return send(HttpRequest.newBuilder(address.resolve("/api/v1/pauses/" + what))
                .DELETE());
    }

    public HttpResponse<String> delete(String id) {
        return delete(id, false, null);
    }

    /**
     * Deletes a task.
     *
     * @param command its id; null leaves it to the API
     */
    public HttpResponse<String> delete(String id, boolean confirmed, @Nullable String command) {
        String query = confirmed ? "?confirm=true" : "";
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/api/v1/tasks/" + id + query))
                .DELETE();
        return send(command == null ? request : request.header("Taskmill-Command-Id", command));
    }

    private HttpResponse<String> command(String id, String verb, String body) {
        return send(HttpRequest.newBuilder(address.resolve("/api/v1/tasks/" + id + "/" + verb))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Posts a task as it stands in JSON, under an idempotency key. */
    public HttpResponse<String> postKeyed(String key, String body) {
        return send(HttpRequest.newBuilder(address.resolve("/api/v1/tasks"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Puts all dead letters back to where they were, as far as they can be; gives the answer. */
    public String replayDeadLetters() {
        return send(HttpRequest.newBuilder(address.resolve("/api/v1/dead-letters/replay"))
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .body();
    }

    /** Posts a task as it stands in JSON, whatever the answer. */
    public HttpResponse<String> postJson(String body) {
        return send(HttpRequest.newBuilder(address.resolve("/api/v1/tasks"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What is told of a task, whatever the status. */
    public HttpResponse<String> answer(String id) {
        return send(HttpRequest.newBuilder(address.resolve("/api/v1/tasks/" + id)));
    }

    public JsonNode get(String id) {
        return get(id, "en");
    }

    public JsonNode get(String id, String language) {
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(address.resolve("/api/v1/tasks/" + id)).header("Accept-Language", language));
        if (answer.statusCode() != 200) {
            throw new AssertionError("no task " + id + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    public int status(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path))).statusCode();
    }

    /** What is answered, whatever the status. */
    public String body(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path))).body();
    }

    public int statusOf(String id) {
        return status("/api/v1/tasks/" + id);
    }

    /** The value of a metric, all of its series together; 0 if there is none. */
    public double metric(String name) {
        return body("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The same of those series that have the label. */
    public double metric(String name, String label) {
        return body("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
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

    /** Waits until the task is so far, and gives it. */
    public JsonNode awaitTask(String id, Duration atMost, Predicate<JsonNode> condition) {
        AtomicReference<JsonNode> last = new AtomicReference<>(JSON.createObjectNode());
        await("task " + id)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    last.set(get(id));
                    return condition.test(Objects.requireNonNull(last.get()));
                });
        return Objects.requireNonNull(last.get());
    }

    public JsonNode awaitState(String id, String state, Duration atMost) {
        return awaitTask(id, atMost, task -> state.equals(task.path("state").asString("")));
    }
}
