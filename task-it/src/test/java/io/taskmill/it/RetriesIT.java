package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Attempts that fail, and those that follow, by policy and because somebody wants it. */
class RetriesIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

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
    void anAttemptThatFailsIsFollowedByOthersUntilOneSucceeds() {
        String id = submit("{\"millis\":10,\"failures\":2}", "{\"maxAttempts\":3,\"backoff\":\"PT0.2S\"}");

        JsonNode task = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(task.path("attempt").intValue()).isEqualTo(3);
        assertThat(starts(id)).extracting(LedgerEntry::epoch).containsExactly(1, 2, 3);
        assertThat(task.at("/lastFailure/code").asString("")).isEqualTo("BUSY");
        assertThat(task.at("/lastFailure/attempt").intValue()).isEqualTo(2);
    }

    @Test
    void theLastAttemptThatPolicyAllowsEndsTheTask() {
        String id = submit("{\"millis\":0,\"failures\":9}", "{\"maxAttempts\":3,\"backoff\":\"PT0.1S\"}");

        JsonNode task = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(task.path("attempt").intValue()).isEqualTo(3);
        assertThat(task.at("/error/code").asString("")).isEqualTo("BUSY");
        assertThat(starts(id)).hasSize(3);
    }

    @Test
    void anErrorThatPolicyNamesIsNeverRetried() {
        String id = submit(
                "{\"millis\":0,\"failures\":9,\"code\":\"FORBIDDEN\"}",
                "{\"maxAttempts\":5,\"backoff\":\"PT0.1S\",\"neverOn\":[\"FORBIDDEN\"]}");

        JsonNode task = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(task.path("attempt").intValue()).isEqualTo(1);
        assertThat(starts(id)).hasSize(1);
    }

    @Test
    void anErrorThatAsksForTimeGetsIt() {
        String id = submit(
                "{\"millis\":0,\"failures\":1,\"retryAfterMillis\":3000}",
                "{\"maxAttempts\":2,\"backoff\":\"PT0.1S\"}");

        JsonNode waiting = tasks().awaitTask(
                        id, PATIENCE, task -> task.path("phase").asString("").equals("RETRY_WAIT"));
        assertThat(waiting.path("state").asString("")).isEqualTo("IN_PROGRESS");
        assertThat(waiting.path("nextAttemptAt").asString("")).isNotEmpty();
        tasks().awaitState(id, "FINISHED", PATIENCE);
        List<LedgerEntry> starts = starts(id);
        assertThat(starts).hasSize(2);
        assertThat(starts.get(1).atMillis() - starts.get(0).atMillis()).isBetween(3_000L, 8_000L);
    }

    @Test
    void whoWaitsForTheNextAttemptGetsItThoughAllProcessesAreKilledMeanwhile() {
        String id = submit(
                "{\"millis\":0,\"failures\":1,\"retryAfterMillis\":2000}",
                "{\"maxAttempts\":2,\"backoff\":\"PT0.1S\"}");
        tasks().awaitTask(id, PATIENCE, task -> task.path("phase").asString("").equals("RETRY_WAIT"));
        for (String name : List.of("projector", "worker")) {
            MILL.process(name).kill();
        }
        MILL.launch("task-projector", "projector");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.awaitReady();

        JsonNode task = tasks().awaitState(id, "FINISHED", Duration.ofSeconds(60));
        assertThat(task.path("attempt").intValue()).isEqualTo(2);
        assertThat(task.path("crashRecoveries").intValue()).isZero();
    }

    @Test
    void whoeverWantsItGetsAFailedTaskRunAnewAsAnotherEpoch() {
        String id = submit("{\"millis\":0,\"failures\":1}", "{\"maxAttempts\":1}");
        tasks().awaitState(id, "FAILED", PATIENCE);

        assertThat(tasks().retry(id).statusCode()).isEqualTo(200);
        JsonNode again = tasks().awaitTask(
                        id,
                        PATIENCE,
                        task -> task.path("epoch").asInt(0) == 2
                                && task.path("state").asString("").equals("FAILED"));
        assertThat(again.path("attempt").intValue()).as("counted anew").isEqualTo(1);
        assertThat(starts(id)).hasSize(2);
    }

    @Test
    void aTaskThatHasFinishedIsNotRetried() {
        String id = tasks().submit("LEDGER", "{\"millis\":0}");
        tasks().awaitState(id, "FINISHED", PATIENCE);

        assertThat(tasks().retry(id).statusCode()).isEqualTo(409);
        assertThat(tasks().get(id).path("epoch").intValue()).isEqualTo(1);
    }

    private static String submit(String params, String retry) {
        return tasks().submitJson("{\"type\":\"LEDGER\",\"params\":" + params + ",\"retry\":" + retry + "}");
    }

    private static List<LedgerEntry> starts(String id) {
        return LedgerEntry.of(ledger(), id).stream()
                .filter(entry -> entry.what() == What.START)
                .toList();
    }
}
