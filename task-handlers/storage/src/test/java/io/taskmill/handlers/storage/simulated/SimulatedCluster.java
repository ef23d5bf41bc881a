package io.taskmill.handlers.storage.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.handlers.storage.StorageCluster;
import io.taskmill.handlers.storage.http.HttpStorageCluster;
import io.taskmill.handlers.storage.watch.Watch;
import io.taskmill.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulator for each test, quick, and the port to it. */
public final class SimulatedCluster implements BeforeEachCallback, AfterEachCallback {

    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private Path file = Path.of("");
    private @Nullable Simulator simulator;
    private @Nullable HttpStorageCluster port;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        file = Files.createTempDirectory("storage").resolve("state.json");
        open();
        unitMillis(1);
    }

    private void open() {
        Simulator opened = new Simulator(0, file);
        simulator = opened;
        port = new HttpStorageCluster(opened.address());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close();
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.getParent());
    }

    private void close() {
        Objects.requireNonNull(port).close();
        Objects.requireNonNull(simulator).close();
    }

    /** Another process of the same cluster. */
    public void restart() {
        close();
        open();
    }

    public StorageCluster port() {
        return Objects.requireNonNull(port);
    }

    /** Of somebody who gives a cluster that is away some time to come back. */
    public Watch patient() {
        return new Watch(LOOK, PATIENCE, System::nanoTime);
    }

    /** Of somebody who does not. */
    public Watch impatient() {
        return new Watch(LOOK, Duration.ZERO, System::nanoTime);
    }

    public SimulatedCluster vm(String id, String name) {
        put("/storage/vms/" + id, "{'name': '" + name + "'}");
        return this;
    }

    public SimulatedCluster image(String id, String name, String vm) {
        put(
                "/storage/images/" + id,
                "{'name': '" + name + "', 'vmId': '" + vm + "', 'pool': 'rbd', 'sizeBytes': 4096}");
        return this;
    }

    public SimulatedCluster imageInUse(String id, String name, String vm) {
        put(
                "/storage/images/" + id,
                "{'name': '" + name + "', 'vmId': '" + vm + "', 'pool': 'rbd', 'sizeBytes': 4096, 'inUse': true}");
        return this;
    }

    /** Of at least 8 placement groups and at most 256. */
    public SimulatedCluster pool(String name, int pgNum, boolean mayShrink) {
        put(
                "/storage/pools/" + name,
                "{'pgNum': " + pgNum + ", 'leastPgNum': 8, 'mostPgNum': 256, 'mayShrink': " + mayShrink + "}");
        return this;
    }

    /** How long a part of an operation takes, or a step of a pool, or a sample. */
    public void unitMillis(int millis) {
        put("/pace", "{'unitMillis': " + millis + "}");
    }

    /** So many of the next parts of removals fail. */
    public void failRemovals(int fails, int of) {
        put("/faults", "{'fail': {'remove-image': {'fails': " + fails + ", 'of': " + of + "}}}");
    }

    /** Nobody listens for so long, from about now on. */
    public void vanish(int millis) {
        put("/vanishing", "{'millis': " + millis + ", 'how': 'REFUSE'}");
    }

    /** All operations that were ever asked for, as {@code state id}. */
    public List<String> operations() {
        return get("/storage/operations")
                .valueStream()
                .map(operation -> operation.path("state").asString() + " "
                        + operation.path("id").asString())
                .toList();
    }

    /** Until the cluster has no such image any more. */
    public void awaitGone(String imageId) {
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> port().image(imageId)
                .isEmpty());
    }

    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(at(path)).GET().build());
    }

    /** @param json with single quotes */
    public void put(String path, String json) {
        send(HttpRequest.newBuilder(at(path))
                .PUT(BodyPublishers.ofString(json.replace('\'', '"')))
                .build());
    }

    private URI at(String path) {
        return Objects.requireNonNull(simulator).address().resolve(path);
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot steer the simulator by " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while steering the simulator", e);
        }
    }
}
