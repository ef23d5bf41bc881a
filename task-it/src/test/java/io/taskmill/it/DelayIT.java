package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks that are not to start before a time, and what they wait for changed. */
class DelayIT {

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
    void itStartsNoSoonerThanItsTime() {
        Instant time = Instant.now().plusSeconds(3);
        String id = submit("\"notBefore\":\"" + time + "\"");
        JsonNode waiting = awaitPhase(id, "SCHEDULED");
        assertThat(waiting.path("state").asString("")).isEqualTo("INITIAL");
        assertThat(Instant.parse(waiting.path("nextAttemptAt").asString(""))).isBetween(time.minusMillis(1), time);

        tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(starts(id)).singleElement().satisfies(start -> {
            assertThat(start.epoch()).isEqualTo(1);
            assertThat(Instant.ofEpochMilli(start.atMillis())).isBetween(time.minusMillis(1), time.plusSeconds(10));
        });
    }

    @Test
    void itStartsThoughEverybodyWasKilledMeanwhile() {
        String id = submit("\"delay\":\"PT2S\"");
        awaitPhase(id, "SCHEDULED");
        for (String name : List.of("projector", "worker")) {
            MILL.process(name).kill();
        }
        MILL.launch("task-projector", "projector");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.awaitReady();

        tasks().awaitState(id, "FINISHED", Duration.ofSeconds(60));
        assertThat(starts(id)).hasSize(1);
    }

    @Test
    void cancelledItNeverStartsAndRetriedItStartsAtOnce() {
        String id = submit("\"delay\":\"PT1H\"");
        awaitPhase(id, "SCHEDULED");
        assertThat(tasks().cancel(id).statusCode()).isEqualTo(200);
        assertThat(tasks().get(id).path("state").asString("")).isEqualTo("CANCELLED");
        assertThat(starts(id)).isEmpty();

        assertThat(tasks().retry(id).statusCode()).isEqualTo(200);
        tasks().awaitState(id, "FINISHED", PATIENCE);
    }

    @Test
    void itCanBeBroughtForward() {
        String id = submit("\"delay\":\"PT1H\",\"priority\":\"low\"");
        awaitPhase(id, "SCHEDULED");

        HttpResponse<String> answer = tasks().amend(id, "{\"delay\":\"PT0.5S\",\"priority\":\"high\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode task = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(task.path("priority").asString("")).isEqualTo("high");
        assertThat(task.path("epoch").asInt(0)).isEqualTo(1);
    }

    @Test
    void whatLiesInAQueueThatNobodyConsumesCanBeMoved() {
        String id = submit("\"delay\":\"PT1H\"");
        awaitPhase(id, "SCHEDULED");
        assertThat(tasks().amend(id, "{\"delay\":\"PT0.1S\",\"pool\":\"nobody\"}")
                        .statusCode())
                .isEqualTo(200);
        awaitPhase(id, "QUEUED");

        assertThat(tasks().amend(id, "{\"pool\":\"" + LedgerHandler.POOL + "\"}")
                        .statusCode())
                .isEqualTo(200);

        JsonNode task = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(task.path("epoch").asInt(0)).isEqualTo(2);
        assertThat(starts(id)).extracting(LedgerEntry::epoch).containsExactly(2);
    }

    @Test
    void whatRunsOrHasEndedIsLeftAlone() {
        String id = tasks().submit("LEDGER", "{\"millis\":2000}");
        awaitPhase(id, "RUNNING");
        HttpResponse<String> late = tasks().amend(id, "{\"priority\":\"low\"}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("already-started");
        tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(tasks().amend(id, "{\"priority\":\"low\"}").body()).contains("already-ended");
        assertThat(starts(id)).hasSize(1);
    }

    private static String submit(String members) {
        return tasks().submitJson("{\"type\":\"LEDGER\",\"params\":{\"millis\":0}," + members + "}");
    }

    private static JsonNode awaitPhase(String id, String phase) {
        return tasks().awaitTask(
                        id, PATIENCE, task -> task.path("phase").asString("").equals(phase));
    }

    private static List<LedgerEntry> starts(String id) {
        return LedgerEntry.of(ledger(), id).stream()
                .filter(entry -> entry.what() == What.START)
                .toList();
    }
}
