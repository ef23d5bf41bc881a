package io.taskmill.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RabbitMQ's management HTTP API: one request, one answer; path segments are percent-encoded here. */
final class Management implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);
    private static final int NOT_FOUND = 404;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI base;
    private final String authorization;

    Management(BrokerAddress broker) {
        base = broker.management();
        authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString((broker.username() + ":" + broker.password()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param query with its question mark, or empty
     * @return empty if there is no such thing
     */
    Optional<JsonNode> get(String query, String... path) {
        return exchange("GET", query, BodyPublishers.noBody(), path);
    }

    void put(Object body, String... path) {
        required("PUT", body, path);
    }

    JsonNode post(Object body, String... path) {
        return required("POST", body, path);
    }

    /** @return whether there was such a thing */
    boolean delete(String... path) {
        return exchange("DELETE", "", BodyPublishers.noBody(), path).isPresent();
    }

    private JsonNode required(String method, Object body, String... path) {
        return exchange(method, "", BodyPublishers.ofString(json.writeValueAsString(body)), path)
                .orElseThrow(() -> new TestkitException(method + " " + uri("", path) + ": not found"));
    }

    private Optional<JsonNode> exchange(String method, String query, HttpRequest.BodyPublisher body, String... path) {
        URI uri = uri(query, path);
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .timeout(REQUEST_TIMEOUT)
                .method(method, body)
                .build());
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (response.statusCode() / 100 != 2) {
            throw new TestkitException(
                    method + " " + uri + " answered " + response.statusCode() + ": " + response.body());
        }
        return Optional.of(response.body().isEmpty() ? json.createObjectNode() : json.readTree(response.body()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new TestkitException(
                    "Cannot reach RabbitMQ's management API for " + request.method() + " " + request.uri()
                            + ": is the server up and the plugin enabled?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestkitException("Interrupted during " + request.method() + " " + request.uri(), e);
        }
    }

    private URI uri(String query, String... path) {
        return base.resolve(
                Stream.of(path).map(BrokerAddress::encode).collect(Collectors.joining("/", "/api/", query)));
    }

    @Override
    public void close() {
        http.close();
    }
}
