package io.taskmill.api;

import static io.taskmill.api.ApiInstance.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.type.TaskType;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import io.taskmill.testkit.Received;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class SubmitIT {

    @RegisterExtension
    static final RealBroker broker = new RealBroker();

    @RegisterExtension
    static final RealStore store = new RealStore();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init")
    private static ApiInstance api;

    @SuppressWarnings("NullAway.Init")
    private static ShardSpy shards;

    @BeforeAll
    static void start() {
        api = ApiInstance.start(broker, store);
        Projected.open(api);
        await().atMost(PATIENCE)
                .until(() -> api.submit("{\"type\":\"COUNT\",\"params\":{\"times\":1},\"priority\":\"low\"}")
                                .statusCode()
                        == 202);
        shards = new ShardSpy(api);
    }

    @AfterAll
    static void stop() {
        shards.close();
        api.close();
    }

    @Test
    void anAcceptedTaskLiesInItsWorkQueueAndOnItsShard() {
        HttpResponse<String> response = api.submit("""
                {"type": "COUNT", "params": {"times": 12345678901234567890, "exact": 1.10}, "priority": "high",
                 "creator": "ops", "entity": {"type": "vm", "id": "7"}, "correlationId": "c-1"}""");
        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode task = json(response);
        TaskId id = TaskId.parse(task.path("id").asString());
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/tasks/" + id);
        assertThat(response.body()).contains("{\"times\":12345678901234567890,\"exact\":1.10}");
        assertThat(task.path("recorded").asBoolean(true)).isFalse();
        assertThat(task.path("state").asString()).isEqualTo("INITIAL");
        assertThat(task.path("typeName").asString()).isEqualTo("Count");
        assertThat(commands(Topology.workQueue("basic", Priority.HIGH), id))
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.epoch()).isEqualTo(1);
                    assertThat(command.spec().typeVersion()).isEqualTo(3);
                    assertThat(command.spec().params().text())
                            .isEqualTo("{\"times\":12345678901234567890,\"exact\":1.10}");
                    assertThat(command.spec().creator()).isEqualTo("ops");
                });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shards.shardsOf(id)).containsExactly(Projected.SHARDS.of(id)));
    }

    @Test
    void aCancelReachesTheShardOfItsTaskAndNoWorker() {
        TaskId id = TaskId.parse(json(api.submit("{\"type\":\"COUNT\",\"params\":{\"times\":1},\"priority\":\"low\"}"))
                .path("id")
                .asString());
        HttpResponse<String> response = api.send(api.request("/api/v1/tasks/" + id + "/cancel")
                .header("Taskmill-Command-Id", "command-1")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Taskmill-Command-Id")).contains("command-1");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shards.shardsOf(id, UserCommand.CancelTask.class))
                .containsExactly(Projected.SHARDS.of(id)));
        assertThat(commands(Topology.workQueue("basic", Priority.LOW), id)).hasSize(1);
    }

    @Test
    void aHundredAtTheSameTimeAreAllAccepted() throws InterruptedException, ExecutionException {
        Set<String> ids = new HashSet<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = IntStream.rangeClosed(1, 100)
                    .mapToObj(times -> clients.submit(
                            () -> api.submit("{\"type\":\"COUNT\",\"params\":{\"times\":" + times + "}}")))
                    .toList();
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(202);
                ids.add(json(answer.get()).path("id").asString());
            }
        }
        assertThat(ids).hasSize(100);
        await().atMost(PATIENCE).until(() -> broker.ready(Topology.workQueue("basic", Priority.NORMAL)) == 100);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids)
                .allSatisfy(id -> assertThat(shards.shardsOf(TaskId.parse(id))).hasSize(1)));
    }

    @Test
    void anUnknownTypeIsRefused() {
        HttpResponse<String> response = api.submit("{\"type\":\"NOBODYS\"}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(contentType(response)).isEqualTo("application/problem+json");
        assertThat(json(response).path("type").asString()).isEqualTo("urn:taskmill:problem:unknown-type");
    }

    @Test
    void parametersThatBreakTheSchemaAreToldByPointer() {
        HttpResponse<String> response = api.submit("{\"type\":\"COUNT\",\"params\":{\"times\":\"many\"}}");
        assertThat(response.statusCode()).isEqualTo(422);
        JsonNode problem = json(response);
        assertThat(problem.path("type").asString()).isEqualTo("urn:taskmill:problem:invalid-params");
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/params/times");
        assertThat(problem.path("instance").asString()).isEqualTo("/api/v1/tasks");
    }

    @Test
    void aTypeThatIsAnnouncedLaterIsFoundAtItsFirstUse() {
        Projected.announce(api, new TaskType("LATER", 1, "basic", Json.EMPTY_OBJECT, Map.of()));
        await().atMost(Duration.ofSeconds(2))
                .until(() ->
                        api.submit("{\"type\":\"LATER\",\"priority\":\"low\"}").statusCode() == 202);
    }

    @Test
    void aBodyOverTheLimitIsRefusedAlsoWithoutADeclaredLength() {
        byte[] body =
                ("{\"type\":\"COUNT\",\"creator\":\"" + "x".repeat(300_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder chunked = api.request("/api/v1/tasks")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        HttpRequest.Builder declared = api.request("/api/v1/tasks")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        assertThat(api.send(chunked).statusCode()).isEqualTo(413);
        assertThat(api.send(declared).statusCode()).isEqualTo(413);
    }

    @Test
    void whatIsMissingOrFailsOutsideOfControllersIsAProblemToo() {
        assertProblem(api.get("/nowhere"), 404);
        assertProblem(api.get("/error"), 404);
        assertProblem(api.send(api.request("/api/v1/tasks").DELETE()), 405);
        assertProblem(api.get("/api/v1/tasks", "Accept", "text/html"), 406);
        assertProblem(api.get("/api/v1/tasks/not-an-id"), 400);
        assertProblem(
                api.send(api.request("/api/v1/tasks")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                415);
    }

    @Test
    void whatTheContainerRefusesIsAProblemToo() {
        HttpResponse<String> response = api.get("/api/v1/tasks/a%2Fb");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(contentType(response)).startsWith("application/problem+json");
        assertThat(response.body()).isEqualTo("{\"status\":400,\"title\":\"Bad Request\"}");
    }

    @Test
    void submissionsAreCountedByOutcome() {
        api.submit("{");
        HttpResponse<String> metrics = api.get("/actuator/prometheus");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .contains("taskmill_submissions_total{outcome=\"accepted\"}")
                .contains("taskmill_submissions_total{outcome=\"malformed\"}")
                .contains("taskmill_submissions_total{outcome=\"not-accepted\"}")
                .contains("taskmill_submissions_total{outcome=\"outcome-unknown\"}")
                .contains("taskmill_publish_confirm_seconds_count{outcome=\"accepted\"}")
                .contains("taskmill_publish_confirm_seconds_bucket{outcome=\"accepted\",le=\"0.005\"}")
                .doesNotContain("taskmill_publish_confirm_seconds_count{outcome=\"accepted\"} 0");
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(contentType(response)).isEqualTo("application/problem+json");
        assertThat(json(response).path("status").asInt()).isEqualTo(status);
        assertThat(json(response).path("instance").asString())
                .isEqualTo(response.uri().getPath());
        assertThat(response.body()).doesNotContain("Exception", "trace");
    }

    private static String contentType(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("none");
    }

    private static List<RunCommand> commands(String queue, TaskId id) {
        WireCodec codec = api.bean(WireCodec.class);
        return broker.peek(queue, 500).stream()
                .map(Received::body)
                .map(codec::decodeShardMessage)
                .map(RunCommand.class::cast)
                .filter(command -> command.task().equals(id))
                .toList();
    }
}
