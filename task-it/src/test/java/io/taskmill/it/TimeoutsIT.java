package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What takes longer than it may ends by a named rule (invariant 1). */
class TimeoutsIT {

    @RegisterExtension
    static final Mill MILL = new Mill()
            .with("TASKMILL_WORKER_SLOTS", "2")
            .with("TASKMILL_WORKER_SLOTS_FOR_HIGH", "1")
            .with("TASKMILL_WORKER_ABORT_GRACE", "1s");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startOneOfEach() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.awaitReady();
        tasks().awaitState(tasks().submitOnceKnown("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void whoWaitsTooLongForAStartFails() {
        String before = tasks().submit("LEDGER", "{\"millis\":6000}"); // has the only slot of this priority
        tasks().awaitState(before, "IN_PROGRESS", PATIENCE);
        String id = submit("{\"millis\":5000}", "{\"queue\":\"PT2S\"}");

        JsonNode task = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(task.at("/error/code").asString("")).isEqualTo("QUEUE_TIMEOUT");
        tasks().awaitState(before, "FINISHED", PATIENCE);
        tasks().awaitState(tasks().submit("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
        assertThat(LedgerEntry.of(ledger(), id))
                .as("its command came up since, and whoever began on it was stopped")
                .extracting(LedgerEntry::what)
                .doesNotContain(What.END);
    }

    @Test
    void aRunThatTakesTooLongIsInterruptedByItsWorker() {
        String id = submit("{\"millis\":60000}", "{\"run\":\"PT1S\"}");

        JsonNode task = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(task.at("/error/code").asString("")).isEqualTo("RUN_TIMEOUT");
        assertThat(LedgerEntry.of(ledger(), id))
                .extracting(LedgerEntry::what)
                .containsExactly(What.START, What.INTERRUPTED);
    }

    @Test
    void aHandlerThatPaysNoHeedDoesNotHoldItsTaskUp() {
        String id = submit("{\"millis\":8000,\"deaf\":true}", "{\"run\":\"PT1S\"}");

        JsonNode task = tasks().awaitState(id, "FAILED", Duration.ofSeconds(6));
        assertThat(task.at("/error/code").asString("")).isEqualTo("RUN_TIMEOUT");
        assertThat(leaked()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> leaked() == 0);
    }

    private static double leaked() {
        return MILL.tasks("worker").metric("taskmill_worker_slots", "state=\"leaked\"");
    }

    @Test
    void aRunThatIsExtendedMayTakeLonger() {
        String id = submit("{\"millis\":2500,\"extendMillis\":10000}", "{\"run\":\"PT1S\"}");

        tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(LedgerEntry.of(ledger(), id)).extracting(LedgerEntry::what).containsExactly(What.START, What.END);
    }

    @Test
    void theDeadlineEndsARunAlsoWhenItIsExtended() {
        String id = submit("{\"millis\":60000,\"extendMillis\":30000}", "{\"deadline\":\"PT2S\"}");

        JsonNode task = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(task.at("/error/code").asString("")).isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void noAttemptFollowsAfterTheDeadline() {
        String id = tasks().submitJson("{\"type\":\"LEDGER\",\"params\":{\"millis\":100,\"failures\":99},"
                + "\"retry\":{\"maxAttempts\":99,\"backoff\":\"PT0.5S\",\"maxBackoff\":\"PT0.5S\"},"
                + "\"timeouts\":{\"deadline\":\"PT3S\"}}");

        JsonNode task = tasks().awaitState(id, "FAILED", Duration.ofSeconds(15));
        assertThat(task.at("/error/code").asString("")).isIn("BUSY", "DEADLINE_EXCEEDED");
        assertThat(task.path("attempt").intValue()).isBetween(2, 30);
    }

    @Test
    void theDeadlineHoldsAlsoWhenAllWorkersAreGone() {
        String id = submit("{\"millis\":60000}", "{\"deadline\":\"PT22S\"}");
        tasks().awaitState(id, "IN_PROGRESS", PATIENCE);
        MILL.process("worker").kill();

        JsonNode task = tasks().awaitState(id, "FAILED", Duration.ofSeconds(70));
        assertThat(task.at("/error/code").asString("")).isEqualTo("DEADLINE_EXCEEDED");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.awaitReady();
        tasks().awaitState(tasks().submit("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
        assertThat(LedgerEntry.of(ledger(), id)).extracting(LedgerEntry::what).doesNotContain(What.END);
    }

    private static String submit(String params, String timeouts) {
        return tasks().submitJson("{\"type\":\"LEDGER\",\"params\":" + params + ",\"timeouts\":" + timeouts + "}");
    }
}
