package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.EmbeddedServers;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The main job over HTTP with two projectors, two workers and an API, all of them processes, two of them killed. */
@Tag(EmbeddedServers.EMBEDDED)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag(ALONE)
class MainJobIT {

    /** Long enough that a fresh run's command is unacknowledged, short enough that an older one's is not. */
    private static final Duration ACK_AFTER = Duration.ofSeconds(4);

    /** Of a second each: time enough to see a task run before its worker is killed, and after. */
    private static final int ROUNDS_AFTERWARDS = 6;

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_ACKAFTER", ACK_AFTER.toString());

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @BeforeAll
    static void startEverything() {
        MILL.launch("task-projector", "projector-1");
        MILL.launch("task-api", "api");
        MILL.launch("task-worker", "worker-1");
        MILL.launch("task-projector", "projector-2");
        MILL.launch("task-worker", "worker-2");
        MILL.awaitReady();
        String first = tasks().submitOnceKnown("COUNT", "{\"times\":0}");
        tasks().awaitState(first, "FINISHED", Duration.ofSeconds(30));
    }

    @Test
    @Order(1)
    void aTaskIsFollowedFromSubmissionToItsEndInTheReadersLanguage() {
        String id = tasks().submit("COUNT", "{\"times\":3}");

        JsonNode running = tasks().awaitTask(
                        id,
                        Duration.ofSeconds(10),
                        task -> task.path("progress").asInt(0) > 0);
        assertThat(running.get("state").stringValue()).isEqualTo("IN_PROGRESS");
        assertThat(running.get("phase").stringValue()).isEqualTo("RUNNING");
        assertThat(running.has("estimatedEnd")).isTrue();
        assertThat(tasks().get(id, "ru").get("stateName").stringValue()).isEqualTo("Выполняются");
        assertThat(tasks().get(id, "ru").at("/message/text").stringValue()).startsWith("Круг ");

        JsonNode finished = tasks().awaitState(id, "FINISHED", Duration.ofSeconds(10));
        assertThat(finished.get("result").stringValue()).isEqualTo("SUCCESS");
        assertThat(finished.at("/output/counted").intValue()).isEqualTo(3);
        assertThat(finished.get("progress").intValue()).isEqualTo(100);
        assertThat(Duration.parse(finished.get("duration").stringValue()))
                .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
    }

    @Test
    @Order(2)
    void aFailureKeepsItsProgressAndTellsWhy() {
        String id = tasks().submit("FAIL", "{\"message\":\"no space\",\"afterRounds\":1}");

        JsonNode failed = tasks().awaitState(id, "FAILED", Duration.ofSeconds(15));

        assertThat(failed.at("/error/code").stringValue()).isEqualTo("FAILED_AS_ASKED");
        assertThat(failed.at("/error/text").stringValue()).isEqualTo("no space");
        assertThat(failed.at("/error/retryable").booleanValue()).isFalse();
        assertThat(failed.get("progress").intValue()).isEqualTo(50);
    }

    @Test
    @Order(3)
    void twoThousandTasksAreAllFinishedOnce() throws Exception {
        long before = STORE.count("tasks", "{\"state\":\"FINISHED\"}");
        Callable<String> submit = () -> tasks().submit("COUNT", "{\"times\":0}");
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            List<Future<String>> accepted = clients.invokeAll(
                    IntStream.range(0, 2_000).mapToObj(_ -> submit).toList());
            for (Future<String> answer : accepted) {
                assertThat(answer.get()).isNotEmpty();
            }
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> STORE.count("tasks", "{\"state\":\"FINISHED\"}") >= before + 2_000);
        assertThat(STORE.count("tasks", "{\"state\":\"FINISHED\"}")).isEqualTo(before + 2_000);
        assertThat(STORE.count("tasks", "{\"phase\":{\"$ne\":\"DONE\"}}")).isZero();
        assertThat(STORE.count("tasks", "{\"epoch\":{\"$gt\":1}}")).isZero();
        await().atMost(Duration.ofSeconds(10)).until(() -> BROKER.unacknowledged("work.default.normal") == 0);
        assertThat(BROKER.ready("taskmill.dead")).isZero();
    }

    @Test
    @Order(4)
    void aTaskWhoseWorkerIsKilledSoonAfterItsStartRunsElsewhereWithinFiveSeconds() {
        killedWorkersTaskRunsElsewhere(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    @Tag(EmbeddedServers.REAL_PAIR)
    @Order(5)
    void aTaskWhoseCommandIsAcknowledgedAlreadyRunsElsewhereWithinTwentySeconds() {
        killedWorkersTaskRunsElsewhere(ACK_AFTER.plusSeconds(3), Duration.ofSeconds(20));
    }

    private static void killedWorkersTaskRunsElsewhere(Duration runsFor, Duration atMost) {
        long rounds = runsFor.toSeconds() + ROUNDS_AFTERWARDS;
        String id = tasks().submit("COUNT", "{\"times\":" + rounds + "}");
        int progress = Math.toIntExact(1 + 100 * runsFor.toSeconds() / rounds);
        JsonNode running = tasks().awaitTask(
                        id,
                        Duration.ofSeconds(30),
                        task -> task.path("progress").asInt(0) >= progress);
        String victim = running.get("worker").stringValue();
        MILL.process(victim).kill();

        JsonNode again = tasks().awaitTask(
                        id,
                        atMost,
                        task -> task.path("epoch").asInt() == 2
                                && "RUNNING".equals(task.path("phase").asString("")));
        assertThat(again.get("worker").stringValue()).isNotEqualTo(victim);
        assertThat(again.get("state").stringValue()).isEqualTo("IN_PROGRESS");
        MILL.launch("task-worker", victim);

        JsonNode finished = tasks().awaitState(id, "FINISHED", Duration.ofSeconds(40));
        assertThat(finished.get("epoch").intValue()).isEqualTo(2);
        assertThat(finished.get("attempt").intValue()).isEqualTo(1);
        assertThat(finished.get("crashRecoveries").intValue()).isEqualTo(1);
        assertThat(finished.get("run").stringValue()).isEqualTo(again.get("run").stringValue());
        MILL.awaitReady();
    }

    @Test
    @Order(6)
    void everyQueueOutlivesItsConnectionOrBelongsToIt() {
        assertThat(BROKER.queues()).anyMatch(queue -> queue.startsWith("control."));
        assertThat(BROKER.transientQueues()).isEmpty();
    }

    @Test
    @Tag(EmbeddedServers.REAL_PAIR)
    @Order(7)
    void projectorsShareTheShardsAndTakeOverFromEachOther() {
        awaitShards(Duration.ofSeconds(30), 4, 4);

        MILL.process("projector-2").kill();
        await().atMost(Duration.ofSeconds(5)).until(() -> shardsOf("projector-1") == 8);

        MILL.launch("task-projector", "projector-2");
        MILL.awaitReady();
        awaitShards(Duration.ofSeconds(30), 4, 4);
    }

    private static void awaitShards(Duration atMost, int first, int second) {
        await().atMost(atMost).until(() -> shardsOf("projector-1") == first && shardsOf("projector-2") == second);
    }

    private static double shardsOf(String projector) {
        return MILL.tasks(projector).metric("taskmill_projector_shards_held");
    }

    @Test
    @Tag(EmbeddedServers.REAL_PAIR)
    @Order(8)
    void anAcceptedIdIsNeverUnknownEvenWithoutAProjectorAndFromAFreshReplica() {
        JavaProcess first = MILL.process("projector-1");
        JavaProcess second = MILL.process("projector-2");
        first.kill();
        second.kill();
        String id = tasks().submit("COUNT", "{\"times\":0}");
        MILL.launch("task-api", "api-2")
                .awaitReady(MILL.address("api-2").resolve("/actuator/health/readiness"), Duration.ofSeconds(60));

        for (String api : List.of("api", "api-2")) {
            assertThat(MILL.tasks(api).get(id).get("recorded").booleanValue()).isFalse();
            assertThat(MILL.tasks(api).status("/api/v1/tasks/" + forged(id))).isEqualTo(404);
        }

        MILL.launch("task-projector", "projector-1");
        assertThat(tasks().awaitState(id, "FINISHED", Duration.ofSeconds(60))
                        .get("recorded")
                        .booleanValue())
                .isTrue();
    }

    private static String forged(String id) {
        char last = id.charAt(id.length() - 1);
        return id.substring(0, id.length() - 1) + (last == '0' ? '1' : '0');
    }
}
