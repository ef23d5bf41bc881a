package io.taskmill.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a simulator as a client would. */
public final class Web implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI address;

    public Web(URI address) {
        this.address = address;
    }

    /** What was answered. */
    public record Answered(int status, JsonNode body) {

        public String text(String field) {
            return body.path(field).asString();
        }
    }

    public Answered get(String path) throws IOException, InterruptedException {
        return ask("GET", path, "");
    }

    public Answered put(String path, String body) throws IOException, InterruptedException {
        return ask("PUT", path, body.replace('\'', '"'));
    }

    public Answered post(String path, String body) throws IOException, InterruptedException {
        return ask("POST", path, body.replace('\'', '"'));
    }

    public Answered delete(String path) throws IOException, InterruptedException {
        return ask("DELETE", path, "");
    }

    private Answered ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new Answered(response.statusCode(), JSON.readTree(response.body()));
    }

    @Override
    public void close() {
        http.close();
    }
}
