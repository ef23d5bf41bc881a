package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.Backlog;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.RealStore;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Tasks are cancelled, whatever they do and whatever happens meanwhile (invariant 5). */
@Tag(ALONE)
class CancelIT {

    private static final Logger LOG = LoggerFactory.getLogger(CancelIT.class);

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_ABORT_GRACE", "2s");

    private static final RealStore STORE = MILL.store();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BACKLOG = 50_000;

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
    void aRunningTaskIsToldWithinASecond() {
        String id = running("{\"millis\":60000}");
        long cancelled = System.currentTimeMillis();

        assertThat(tasks().cancel(id).statusCode()).isEqualTo(200);
        JsonNode task = tasks().awaitState(id, "CANCELLED", PATIENCE);

        List<LedgerEntry> entries = LedgerEntry.of(ledger(), id);
        assertThat(entries).extracting(LedgerEntry::what).containsExactly(What.START, What.INTERRUPTED);
        assertThat(entries.getLast().atMillis() - cancelled).isLessThan(1_000);
        assertThat(task.at("/cancelled/reason").asString("")).isEqualTo("not needed");
        assertThat(task.path("result").asString("")).isEqualTo("FAILURE");
    }

    @Test
    void aHandlerThatPaysNoHeedIsSeenAbortingAndThenGivenUp() {
        String id = running("{\"millis\":6000,\"deaf\":true}");

        HttpResponse<String> answer = tasks().cancel(id);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"ABORTING\"");
        JsonNode task = tasks().awaitState(id, "CANCELLED", Duration.ofSeconds(5));
        assertThat(task.at("/error/code").asString("")).isEqualTo("UNRESPONSIVE");
        assertThat(leaked()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> leaked() == 0);
        assertThat(tasks().get(id).path("state").asString("")).isEqualTo("CANCELLED");
    }

    private static double leaked() {
        return MILL.tasks("worker").metric("taskmill_worker_slots", "state=\"leaked\"");
    }

    @Test
    void aTaskThatHasFinishedStaysFinished() {
        String id = tasks().submit("LEDGER", "{\"millis\":0}");
        tasks().awaitState(id, "FINISHED", PATIENCE);

        assertThat(tasks().cancel(id).statusCode()).isEqualTo(409);
        assertThat(tasks().get(id).path("state").asString("")).isEqualTo("FINISHED");
    }

    @Test
    void aTaskThatWaitsForItsNextAttemptGetsNone() {
        String id = tasks().submitJson("{\"type\":\"LEDGER\",\"params\":{\"millis\":0,\"failures\":1},"
                + "\"retry\":{\"maxAttempts\":2,\"backoff\":\"PT1S\",\"maxBackoff\":\"PT1S\"}}");
        tasks().awaitTask(
                        id,
                        PATIENCE,
                        task -> task.path("phase").asString("").equals("RETRY_WAIT")
                                || task.path("attempt").asInt(0) == 2);
        int status = tasks().cancel(id).statusCode();
        JsonNode task = tasks().get(id);
        assertThat(task.path("state").asString("")).isEqualTo(status == 409 ? "FINISHED" : "CANCELLED");
    }

    @Test
    void againstAFinishAtTheSameInstantOneWinsAndTheOtherIsTold() {
        Map<String, Integer> answers = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            answers.put(running("{\"millis\":" + (60 + i) + "}"), 0);
        }
        answers.replaceAll((id, _) -> tasks().cancel(id).statusCode());

        Map<String, Integer> ends = new HashMap<>();
        answers.forEach((id, status) -> {
            JsonNode task = tasks().awaitTask(id, PATIENCE, found -> found.path("phase")
                    .asString("")
                    .equals("DONE"));
            String state = task.path("state").asString("");
            assertThat(state).as("answered with " + status).isEqualTo(status == 409 ? "FINISHED" : "CANCELLED");
            ends.merge(state, 1, Integer::sum);
        });
        LOG.info("cancelled as they finished: {}", ends);
    }

    @Test
    void aTaskWhoseWorkerDiesDuringTheCancelIsNotRunAgain() {
        String id = running("{\"millis\":60000}");
        MILL.process("worker").suspend(); // so that it cannot say anything any more
        try {
            HttpResponse<String> answer = tasks().cancel(id);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"ABORTING\"");
        } finally {
            MILL.process("worker").kill();
            MILL.launchLedgerWorker("worker", ledger());
        }

        tasks().awaitState(id, "CANCELLED", Duration.ofSeconds(60));
        MILL.awaitReady();
        tasks().awaitState(tasks().submit("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
        assertThat(LedgerEntry.of(ledger(), id)).extracting(LedgerEntry::what).containsExactly(What.START);
    }

    @Test
    void aCancelThatNoProjectorIsThereForTakesEffectWhenOneIs() {
        String id = running("{\"millis\":60000}");
        MILL.process("projector").kill();

        assertThat(tasks().cancel(id).statusCode()).isEqualTo(202);
        MILL.launch("task-projector", "projector");
        tasks().awaitState(id, "CANCELLED", Duration.ofSeconds(60));
        assertThat(LedgerEntry.of(ledger(), id))
                .extracting(LedgerEntry::what)
                .containsExactly(What.START, What.INTERRUPTED);
    }

    @Test
    void aTaskInABacklogIsCancelledAndItsCommandIsRefusedWhenItComesUp() {
        String before = running("{\"millis\":100}");
        MILL.process("worker").terminate();
        MILL.process("worker").awaitExit(Duration.ofSeconds(40));
        tasks().awaitState(before, "FINISHED", PATIENCE);
        long known = STORE.count("tasks", "{}");
        List<String> victims = new ArrayList<>();
        victims.add(tasks().submit("LEDGER", "{\"millis\":60000}"));
        Backlog.of("STRICT_LEDGER", BACKLOG).publish(MILL.broker());
        victims.add(tasks().submit("LEDGER", "{\"millis\":60000}"));
        for (String id : victims) {
            assertThat(tasks().cancel(id).statusCode()).isIn(200, 202);
        }

        await().atMost(Duration.ofMinutes(3))
                .until(() -> STORE.count("tasks", "{}") == known + victims.size() + BACKLOG);
        for (String id : victims) {
            tasks().awaitState(id, "CANCELLED", PATIENCE);
        }
        MILL.broker().purge("work.ledger.strict-normal");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.awaitReady();
        tasks().awaitState(tasks().submit("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
        for (String id : victims) {
            assertThat(LedgerEntry.of(ledger(), id))
                    .extracting(LedgerEntry::what)
                    .doesNotContain(What.END);
        }
    }

    /** A task of which a run has begun. */
    private static String running(String params) {
        String id = tasks().submit("LEDGER", params);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> !LedgerEntry.of(ledger(), id)
                .isEmpty());
        return id;
    }
}
