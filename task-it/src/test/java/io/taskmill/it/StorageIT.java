package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.simulator.Simulator;
import io.taskmill.testkit.EmbeddedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tasks of oVirt and openATTIC on a storage cluster that is played by the simulator. */
@Tag(EmbeddedServers.EMBEDDED)
class StorageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    static final Mill MILL = new Mill();

    @TempDir
    static Path folder = Path.of("");

    private static @Nullable Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = new Simulator(0, folder.resolve("simulator.json"));
        MILL.with("TASKMILL_STORAGE_CLUSTER", simulator.address().toString());
        MILL.with("TASKMILL_STORAGE_LOOK", "50ms");
        MILL.startOneOfEach();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(simulator).close();
        HTTP.close();
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static JsonNode cluster(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        Objects.requireNonNull(simulator).address().resolve(path))
                .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask the simulator " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the simulator", e);
        }
    }

    private static void machineWithFourImages(String vm) {
        cluster("PUT", "/storage/vms/" + vm, "{'name': 'name of " + vm + "'}");
        for (int number = 1; number <= 4; number++) {
            cluster(
                    "PUT",
                    "/storage/images/" + vm + "-" + number,
                    "{'name': 'disk " + number + "', 'vmId': '" + vm + "', 'pool': 'rbd', 'sizeBytes': 4096}");
        }
    }

    private static int imagesOf(String vm) {
        return cluster("GET", "/storage/vms/" + vm + "/images", "").size();
    }

    private static List<String> operationsOn(String vm) {
        return cluster("GET", "/storage/operations", "")
                .valueStream()
                .filter(operation ->
                        operation.at("/outcomes/0/subject").asString("").startsWith(vm + "-"))
                .map(operation -> operation.path("state").asString())
                .toList();
    }

    @Test
    void aMachineWaitsForItsImagesAndARetryRemovesOnlyTheOneThatFailed() {
        machineWithFourImages("vm-1");
        cluster("PUT", "/faults", "{'fail': {'remove-image': {'fails': 1, 'of': 1}}}");
        String id = tasks().submitOnceKnown("REMOVE_VM", "{\"vmId\":\"vm-1\"}");
        JsonNode failed = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(failed.at("/error/code").asString("")).isEqualTo("CHILD_FAILED");
        assertThat(failed.path("progress").asInt(100)).isLessThan(100);
        assertThat(imagesOf("vm-1")).isEqualTo(1);
        assertThat(cluster("GET", "/storage/vms/vm-1", "").path("name").asString(""))
                .isEqualTo("name of vm-1");
        assertThat(operationsOn("vm-1")).containsExactlyInAnyOrder("DONE", "DONE", "DONE", "FAILED");

        assertThat(tasks().retry(id).statusCode()).isLessThan(300);
        JsonNode finished = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(finished.at("/output/name").asString("")).isEqualTo("name of vm-1");
        assertThat(imagesOf("vm-1")).isZero();
        assertThat(operationsOn("vm-1")).hasSize(5);
        assertThat(cluster("GET", "/storage/vms/vm-1", "").path("code").asString(""))
                .isEqualTo("UNKNOWN");
    }

    @Test
    void aWorkerThatDiesAmidRemovalsIsFollowedByOneThatGoesOnWithTheSameOperations() {
        machineWithFourImages("vm-2");
        cluster("PUT", "/pace", "{'unitMillis': 600}");
        String id = tasks().submitOnceKnown("REMOVE_VM", "{\"vmId\":\"vm-2\"}");
        await().atMost(PATIENCE).until(() -> operationsOn("vm-2").size() == 4);
        MILL.process("worker").kill();
        MILL.launch("task-worker", "worker");
        tasks().awaitState(id, "FINISHED", Duration.ofSeconds(90));
        cluster("PUT", "/pace", "{'unitMillis': 20}");
        assertThat(operationsOn("vm-2")).containsExactly("DONE", "DONE", "DONE", "DONE");
        assertThat(imagesOf("vm-2")).isZero();
    }

    @Test
    void aPoolIsFollowedAndShowsWhenItWillProbablyEnd() {
        cluster("PUT", "/pace", "{'unitMillis': 20, 'kinds': {'placement-group': 150}}");
        cluster("PUT", "/storage/pools/rbd", "{'pgNum': 32, 'leastPgNum': 8, 'mostPgNum': 256}");
        String id = tasks().submitOnceKnown("SET_POOL_PG_NUM", "{\"pool\":\"rbd\",\"pgNum\":64}");
        JsonNode running = tasks().awaitTask(
                        id, PATIENCE, task -> !task.path("estimatedEnd").isMissingNode());
        assertThat(Instant.parse(running.path("estimatedEnd").asString("")))
                .isAfter(Instant.parse(running.path("started").asString("")));
        assertThat(tasks().get(id, "ru").at("/message").toString()).contains("Активны");
        assertThat(tasks().awaitState(id, "FINISHED", PATIENCE)
                        .at("/output/pgNum")
                        .asInt(0))
                .isEqualTo(64);
    }

    @Test
    void anEqualRequestWhileOneIsPendingGivesThatOneBack() {
        cluster("PUT", "/storage/images/vm-9-1", "{'name': 'journal', 'vmId': 'vm-9', 'pool': 'rbd'}");
        tasks().awaitState(
                        tasks().submitOnceKnown(
                                        "COLLECT_RBD_PERFORMANCE",
                                        "{\"pool\":\"rbd\",\"image\":\"journal\",\"samples\":1}"),
                        "FINISHED",
                        PATIENCE);
        String body = "{\"type\":\"COLLECT_RBD_PERFORMANCE\",\"params\":{\"pool\":\"rbd\",\"image\":\"journal\","
                + "\"samples\":400},\"unique\":{\"key\":\"rbd:rbd/journal\"}}";
        HttpResponse<String> first = tasks().postJson(body);
        HttpResponse<String> second = tasks().postJson(body);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(HttpTasks.idOf(second)).isEqualTo(HttpTasks.idOf(first));
        JsonNode ended = tasks().awaitState(HttpTasks.idOf(first), "FINISHED", PATIENCE);
        assertThat(ended.at("/output/samples").size()).isEqualTo(400);
        assertThat(ended.at("/output").toString()).hasSizeGreaterThan(1_024);
    }
}
