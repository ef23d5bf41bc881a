package io.taskmill.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.messaging.config.Refusal;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.ProjectRoot;
import io.taskmill.testkit.RunnableJars;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The runnable jar as a process, told nothing but its port. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** 128 and the number of SIGTERM. */
    private static final int ENDED_BY_SIGTERM = 143;

    private static final int PORT = FreePorts.next();
    private static final URI ADDRESS = URI.create("http://127.0.0.1:" + PORT);

    private static JavaProcess standalone;

    @BeforeAll
    static void start() throws IOException {
        standalone = launch("standalone");
        standalone.awaitReady(ADDRESS.resolve("/actuator/health/readiness"), PATIENCE);
    }

    private static JavaProcess launch(String name) throws IOException {
        Path logs = ProjectRoot.find().resolve("task-standalone/target/it-logs");
        Files.createDirectories(logs);
        return JavaProcess.named(name)
                .jar(RunnableJars.of("task-standalone"))
                .log(logs.resolve(name + ".log"))
                .jvmArguments("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m")
                .environment("SERVER_PORT", Integer.toString(PORT))
                .environment("SERVER_ADDRESS", "0.0.0.0")
                .environment("SPRING_RABBITMQ_HOST", "rabbitmq.example")
                .environment("SPRING_MONGODB_URI", "mongodb://mongodb.example/other")
                .start();
    }

    @AfterAll
    static void end() {
        standalone.close();
    }

    @Test
    @Order(1)
    void aTaskSubmittedOverHttpIsFinished() throws Exception {
        String id = submitted("{\"type\":\"COUNT\",\"params\":{\"times\":1}}");
        await().atMost(PATIENCE)
                .until(() -> "FINISHED".equals(task(id).path("state").asString("")));
        assertThat(task(id).at("/output/counted").intValue()).isEqualTo(1);
        assertThat(task(id).get("recorded").booleanValue()).isTrue();
        assertThat(get("/api/v1/tasks").body()).contains(id);
        assertThat(get("/api/v1/dead-letters").body()).contains("\"total\":0");
    }

    @Test
    @Order(2)
    void itSaysThatItKeepsNothing() {
        assertThat(standalone.logs())
                .anyMatch(line -> line.startsWith("It keeps nothing over a restart"))
                .anyMatch(line -> line.contains("WARN") && line.contains("nothing is kept over a restart"));
    }

    @Test
    @Order(3)
    void theMetricsOfAllProgramsStandOnOnePage() throws Exception {
        assertThat(get("/actuator/prometheus").body())
                .contains(
                        "taskmill_submissions_total",
                        "taskmill_projector_",
                        "taskmill_worker_",
                        "jvm_memory_used_bytes");
    }

    @Test
    @Order(4)
    void healthTellsOfBrokerAndStore() throws Exception {
        JsonNode health = JsonMapper.shared().readTree(get("/actuator/health").body());
        assertThat(health.at("/components/broker/status").asString()).isEqualTo("UP");
        assertThat(health.at("/components/store/status").asString()).isEqualTo("UP");
    }

    @Test
    @Order(5)
    void nothingListensForOtherMachines() throws IOException {
        assertThat(ListeningSockets.of(standalone.pid()))
                .as("the ports of API, broker and store")
                .hasSize(3)
                .allMatch(ListeningSockets::isLoopback);
    }

    @Test
    @Order(6)
    void aSecondOneOnTheSamePortRefusesToStartAndSaysWhy() throws IOException {
        try (JavaProcess second = launch("second")) {
            assertThat(second.awaitExit(PATIENCE)).isEqualTo(Refusal.EXIT_STATUS);
            assertThat(second.logs())
                    .filteredOn(line -> line.contains("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("refusing to start: port " + PORT);
        }
    }

    @Test
    @Order(7)
    void aSignalEndsItInGoodOrderAlsoWhileATaskRuns() throws Exception {
        String id = submitted("{\"type\":\"COUNT\",\"params\":{\"times\":300}}");
        await().atMost(PATIENCE)
                .until(() -> "RUNNING".equals(task(id).path("phase").asString("")));
        int linesBefore = standalone.logs().size();
        standalone.terminate();
        assertThat(standalone.awaitExit(Duration.ofSeconds(30))).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(standalone.logs().subList(linesBefore, standalone.logs().size()))
                .noneMatch(line -> line.contains("part did not close"))
                .noneMatch(line -> line.contains("waits for the broker") || line.contains("waits for the store"));
    }

    /** The worker tells its types when it has started, and the API looks for them now and then. */
    private static String submitted(String body) throws Exception {
        HttpResponse<String> answer = post(body);
        for (long end = System.nanoTime() + PATIENCE.toNanos();
                answer.statusCode() == 422 && System.nanoTime() < end; ) {
            answer = post(body);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.body()).get("id").stringValue();
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return send(HttpRequest.newBuilder(ADDRESS.resolve("/api/v1/tasks"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode task(String id) throws Exception {
        return JsonMapper.shared().readTree(get("/api/v1/tasks/" + id).body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(ADDRESS.resolve(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        }
    }
}
