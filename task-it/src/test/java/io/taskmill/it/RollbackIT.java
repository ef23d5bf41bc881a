package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a task has done that fails or is cancelled is undone, last first, whatever is killed meanwhile. */
class RollbackIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    @AfterEach
    void openLedger() {
        if (ledger().resolveSibling("ledger.closed").toFile().exists()) {
            LedgerEntry.reopen(ledger());
        }
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void whatAFailedTaskHasDoneIsUndoneLastFirstBeforeItEnds() {
        String id = submit("{\"things\":3}", "");

        JsonNode failed = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(text(failed, "/phase")).isEqualTo("DONE");
        assertThat(text(failed, "/result")).isEqualTo("CLEAN_SUCCESS");
        assertThat(text(failed, "/error/code")).isEqualTo("BROKEN");
        assertThat(failed.path("epoch").asInt(0)).isEqualTo(2);
        assertThat(failed.path("attempt").asInt(0)).isEqualTo(1);
        assertThat(failed.at("/rollback/left")).isEmpty();
        assertThat(names(failed, "/rollback/undone")).containsExactly("THING_1", "THING_2", "THING_3");
        assertThat(text(failed, "/ovirt/result")).isEqualTo("cleanSuccess");
        assertThat(things(id, What.UNDONE)).containsExactly(3, 2, 1);
    }

    @Test
    void aWorkerThatIsKilledAtItLeavesTheRestToAnotherOne() {
        String id = submit("{\"things\":6,\"undoMillis\":700}", "");
        JsonNode cleaning = tasks().awaitTask(
                        id, PATIENCE, task -> task.at("/rollback/undone").size() >= 2);
        assertThat(text(cleaning, "/state")).isEqualTo("IN_PROGRESS");
        assertThat(text(cleaning, "/phase")).isEqualTo("CLEANING");
        assertThat(text(cleaning, "/ovirt/status")).isEqualTo("cleaning");
        MILL.process("worker").kill();
        MILL.launchLedgerWorker("worker", ledger());
        MILL.awaitReady();

        JsonNode failed = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(text(failed, "/result")).isEqualTo("CLEAN_SUCCESS");
        assertThat(failed.path("epoch").asInt(0)).isEqualTo(3);
        List<Integer> begun = things(id, What.UNDOING);
        assertThat(begun.stream().distinct().toList()).as("in their order").containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(begun).as("at most the one that was cut off is begun twice").hasSizeBetween(6, 7);
        assertThat(things(id, What.START)).as("the task itself runs no more").hasSize(1);
    }

    @Test
    void onceUndoingHasFailedThriceItIsOverUntilSomebodyAsksForMore() {
        String id = submit("{\"things\":2,\"stuck\":true}", "");

        JsonNode failed = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(text(failed, "/result")).isEqualTo("CLEAN_FAILURE");
        assertThat(text(failed, "/error/code")).isEqualTo("BROKEN");
        assertThat(text(failed, "/rollback/error/code")).isEqualTo("STUCK");
        assertThat(text(failed, "/rollback/error/text")).isEqualTo("THING_1: it does not come off");
        assertThat(failed.at("/rollback/failures").asInt(0)).isEqualTo(3);
        assertThat(names(failed, "/rollback/left")).containsExactly("THING_1");
        assertThat(things(id, What.UNDOING)).containsExactly(2, 1, 1, 1);

        LedgerEntry.close(ledger()); // now it comes off
        assertThat(tasks().rollback(id).statusCode()).isEqualTo(200);
        JsonNode clean = awaitResult(id, "CLEAN_SUCCESS");
        assertThat(text(clean, "/state")).isEqualTo("FAILED");
        assertThat(text(clean, "/finished")).isEqualTo(text(failed, "/finished"));
        assertThat(clean.at("/rollback").has("error")).isFalse();
        assertThat(things(id, What.UNDONE)).containsExactly(2, 1);
        assertThat(tasks().rollback(id).statusCode()).as("once more").isEqualTo(409);
    }

    @Test
    void aCancelledTaskIsUndoneBeforeItEndsAndACancelOfThatIsRefused() {
        String id = submit("{\"things\":2,\"waits\":true,\"undoMillis\":1500}", "");
        tasks().awaitTask(id, PATIENCE, task -> task.at("/rollback/left").size() == 2);

        assertThat(tasks().cancel(id).statusCode()).isIn(200, 202);
        awaitPhase(id, "CLEANING");
        assertThat(tasks().delete(id).statusCode()).isEqualTo(409);
        assertThat(tasks().retry(id).statusCode()).isEqualTo(409);
        JsonNode cancelled = tasks().awaitState(id, "CANCELLED", PATIENCE);
        assertThat(text(cancelled, "/result")).isEqualTo("CLEAN_SUCCESS");
        assertThat(things(id, What.UNDONE)).containsExactly(2, 1);
    }

    @Test
    void ofAManualOneTheEndStandsAndTheRestWaitsForSomebody() {
        String id = submit("{\"things\":2}", "\"recovery\":\"manual\"");

        JsonNode failed = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(text(failed, "/result")).isEqualTo("FAILURE");
        assertThat(names(failed, "/rollback/left")).containsExactly("THING_1", "THING_2");
        assertThat(things(id, What.UNDOING)).isEmpty();

        assertThat(tasks().rollback(id).statusCode()).isEqualTo(200);
        JsonNode clean = awaitResult(id, "CLEAN_SUCCESS");
        assertThat(text(clean, "/state")).isEqualTo("FAILED");
        assertThat(things(id, What.UNDONE)).containsExactly(2, 1);

        assertThat(tasks().retry(id).statusCode()).isEqualTo(200);
        JsonNode again = tasks().awaitTask(
                        id,
                        PATIENCE,
                        task -> task.path("epoch").asInt(0) == 3
                                && text(task, "/state").equals("FAILED"));
        assertThat(names(again, "/rollback/left")).as("of the new run").containsExactly("THING_1", "THING_2");
    }

    @Test
    void ofOneThatUndoesNothingNobodyCanAskForIt() {
        String id = submit("{\"things\":1}", "\"recovery\":\"none\"");

        JsonNode failed = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(text(failed, "/result")).isEqualTo("FAILURE");
        assertThat(tasks().rollback(id).statusCode()).isEqualTo(409);
        assertThat(things(id, What.UNDOING)).isEmpty();
    }

    private static String submit(String params, String members) {
        return tasks().submitJson("{\"type\":\"UNDO_LEDGER\",\"params\":" + params
                + (members.isEmpty() ? "" : "," + members) + "}");
    }

    private static JsonNode awaitResult(String id, String result) {
        return tasks().awaitTask(id, PATIENCE, task -> text(task, "/result").equals(result));
    }

    private static void awaitPhase(String id, String phase) {
        await(id + " is " + phase).atMost(PATIENCE).until(() -> text(tasks().get(id), "/phase")
                .equals(phase));
    }

    private static String text(JsonNode task, String pointer) {
        return task.at(pointer).asString("");
    }

    private static List<String> names(JsonNode task, String pointer) {
        return task.at(pointer)
                .valueStream()
                .map(entry -> entry.path("name").asString(""))
                .toList();
    }

    private static List<Integer> things(String id, What what) {
        return LedgerEntry.of(ledger(), id).stream()
                .filter(entry -> entry.what() == what)
                .map(LedgerEntry::round)
                .toList();
    }
}
