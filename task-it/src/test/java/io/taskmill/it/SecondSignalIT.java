package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.JavaProcess;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator who cannot wait for a worker's grace tells it once more to stop. */
@Tag(ALONE)
class SecondSignalIT {

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_GRACE", "1m");

    private static final Logger LOG = LoggerFactory.getLogger(SecondSignalIT.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MINUTES_OF_ROUNDS = 300;
    private static final int DONE = 3;

    @BeforeAll
    static void startOneOfEach() {
        MILL.startOneOfEach();
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void aSecondSignalEndsTheWorkerAtOnceAndItsTaskGoesOnElsewhereFromItsCheckpoint() {
        String id = tasks().submit("COUNT", "{\"times\":" + MINUTES_OF_ROUNDS + "}");
        tasks().awaitTask(id, PATIENCE, task -> roundOf(task) >= DONE);
        JavaProcess worker = MILL.process("worker");
        MILL.launch("task-worker", "other");
        MILL.awaitReady();

        worker.terminate();
        await("the list tells that it drains, and what holds it up")
                .atMost(Duration.ofSeconds(5))
                .until(() -> shown("worker").path("draining").asBoolean(false));
        assertThat(shown("worker").at("/running/tasks/0").asString()).isEqualTo(id);
        assertThat(shown("other").path("draining").booleanValue()).isFalse();
        assertThat(MILL.tasks("worker").status("/actuator/health/readiness")).isEqualTo(503);
        int before = roundOf(tasks().awaitTask(id, PATIENCE, task -> roundOf(task) > DONE));
        assertThat(worker.isAlive()).as("it has its grace").isTrue();

        long told = System.nanoTime();
        worker.terminate();
        assertThat(worker.awaitExit(Duration.ofSeconds(10))).isEqualTo(143);
        Duration ended = Duration.ofNanos(System.nanoTime() - told);
        JsonNode again =
                tasks().awaitTask(id, PATIENCE, task -> task.path("epoch").asInt(0) == 2 && roundOf(task) > 0);
        Duration goesOn = Duration.ofNanos(System.nanoTime() - told);
        LOG.info("second signal to exit={}, to the first round elsewhere={}", ended, goesOn);

        assertThat(ended)
                .as("neither the grace of a minute nor the ten seconds of a handler")
                .isLessThan(Duration.ofSeconds(8));
        assertThat(again.path("worker").asString()).isEqualTo("other");
        assertThat(roundOf(again)).as("its first round elsewhere").isGreaterThan(before);
        assertThat(again.path("attempt").intValue()).isEqualTo(1);
        assertThat(again.path("crashRecoveries").asInt(0)).isZero();
        assertThat(tasks().cancel(id).statusCode()).isBetween(200, 202);
        tasks().awaitState(id, "CANCELLED", PATIENCE);
    }

    /** How the list of workers shows one of them; without members if it does not. */
    private static JsonNode shown(String worker) {
        return JSON.readTree(tasks().body("/api/v1/workers"))
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals(worker))
                .findFirst()
                .orElse(JSON.createObjectNode());
    }

    /** "Round 6 of 9": which one it tells of; 0 if it tells of none. */
    private static int roundOf(JsonNode task) {
        String digits = task.at("/message/text").asString("").replaceFirst("^\\D*(\\d+).*", "$1");
        return digits.matches("\\d+") ? Integer.parseInt(digits) : 0;
    }
}
