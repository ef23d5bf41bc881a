package io.taskmill.handlers.storage.http;

import io.taskmill.handlers.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests of JSON and reads answers, each within a bounded time. */
final class Exchange implements AutoCloseable {

    /** A run that is stopped has 10 s for some of them. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final URI address;

    Exchange(URI address) {
        this.address = address;
    }

    /** @throws StorageException.Unreachable if no whole answer comes in time */
    Answer send(String method, String path, @Nullable Object body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, written(body))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return new Answer(method + " " + path, response.statusCode(), response.body(), json);
        } catch (IOException e) {
            throw new StorageException.Unreachable(
                    "no answer from the storage cluster at " + address + " to " + method + " " + path + ": " + e, e);
        }
    }

    private BodyPublisher written(@Nullable Object body) {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
