package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.FamilyLedgerHandler;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tasks with children: a parent ends exactly once, after all of them are over, and never well unless they have (invariant 4). */
class FamilyIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startTwoWorkers() {
        MILL.with("TASKMILL_WORKER_SLOTS", "16");
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("worker-1", ledger());
        MILL.launchLedgerWorker("worker-2", ledger());
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
    void theEndStepIsToldOfAllChildrenAndGivenWhatWasSaved() {
        String id = family("\"children\":5,\"millis\":50");

        JsonNode ended = tasks().awaitState(id, "FINISHED", PATIENCE);

        assertThat(ended.path("output").path("asked").asInt(-1)).isEqualTo(5);
        assertThat(summary(ended, "finished")).isEqualTo(5);
        assertThat(ended.path("progress").asInt(0)).isEqualTo(100);
        assertThat(what(id)).containsExactly(What.START, What.END, What.END_STEP, What.END_STEP_DONE);
        assertThat(ended.path("history").valueStream().map(entry -> entry.path("kind")
                        .asString("")))
                .containsSubsequence("STARTED", "SPAWNED", "DISPATCHED", "STARTED", "FINISHED");
    }

    @Test
    void aFamilyWithoutChildrenIsThroughAtOnce() {
        String id = family("\"children\":0,\"millis\":0");
        JsonNode ended = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(ended.path("output").path("asked").asInt(-1)).isZero();
    }

    @Test
    void oneAfterTheOtherIsCarriedOutInOrder() {
        String id = family("\"children\":6,\"millis\":30,\"mode\":\"SERIAL\"");
        tasks().awaitState(id, "FINISHED", PATIENCE);

        List<LedgerEntry> own = entriesOfChildren(id, 6);
        assertThat(own).hasSize(12);
        for (int child = 0; child < own.size(); child += 2) {
            assertThat(own.get(child).what()).isEqualTo(What.START);
            assertThat(own.get(child + 1).what()).isEqualTo(What.END);
            assertThat(own.get(child + 1).task()).isEqualTo(own.get(child).task());
        }
    }

    @Test
    void theFirstFailureEndsTheOthersAndFailsTheParentAfterItsEndStep() {
        String id = family("\"children\":20,\"millis\":60000,\"failAt\":3");

        JsonNode ended = tasks().awaitState(id, "FAILED", PATIENCE);

        assertThat(error(ended)).isEqualTo("CHILD_FAILED");
        assertThat(ended.path("error").path("text").asString("")).contains("BUSY");
        assertThat(ended.path("progress").asInt(100)).isLessThan(100);
        assertThat(what(id)).contains(What.END_STEP_DONE);
    }

    @Test
    void whoIsToFollowAFailedOneNeverStarts() {
        String id = family("\"children\":5,\"millis\":20,\"mode\":\"SERIAL\",\"failAt\":1");
        assertThat(error(tasks().awaitState(id, "FAILED", PATIENCE))).isEqualTo("CHILD_FAILED");
        JsonNode tree = tree(id, "");
        assertThat(nodes(tree, "state"))
                .containsExactly("FAILED", "FINISHED", "FAILED", "CANCELLED", "CANCELLED", "CANCELLED");
        assertThat(entriesOfChildren(id, 5).stream().map(LedgerEntry::task).distinct())
                .hasSize(2);
    }

    @Test
    void theOthersGoOnIfAFailureIsNotToEndThem() {
        String id = family("\"children\":5,\"millis\":20,\"failAt\":1,\"onFailure\":\"CONTINUE\"");
        JsonNode ended = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(error(ended)).isEqualTo("CHILD_FAILED");
        assertThat(children(ended, "finished")).isEqualTo(4);
        assertThat(children(ended, "failed")).isEqualTo(1);
    }

    @Test
    void theEndStepDecidesIfFailuresAreIgnored() {
        String id = family("\"children\":5,\"millis\":20,\"failAt\":1,\"onFailure\":\"IGNORE\"");
        JsonNode ended = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(summary(ended, "finished")).isEqualTo(4);
        assertThat(summary(ended, "failed")).isEqualTo(1);
        JsonNode failure = ended.path("output").path("summary").path("failures").path(0);
        assertThat(failure.path("index").asInt(-1)).isEqualTo(1);
        assertThat(failure.path("name").asString("")).isEqualTo("child 1");
        assertThat(failure.path("code").asString("")).isEqualTo("BUSY");
    }

    @Test
    void childrenOfATypeThatNobodyKnowsHaveFailed() {
        String id = family("\"children\":3,\"millis\":20,\"childType\":\"NO_SUCH_TYPE\",\"onFailure\":\"CONTINUE\"");
        JsonNode ended = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(ended.path("error").path("text").asString("")).contains("UNKNOWN_TYPE");
        assertThat(children(ended, "failed")).isEqualTo(3);
    }

    @Test
    void aCancelReachesPresentAndFutureChildrenAndIsWaitedFor() {
        String id = family("\"children\":4,\"millis\":60000,\"mode\":\"SERIAL\"");
        awaitPhase(id, "WAITING_CHILDREN");
        await().atMost(PATIENCE).until(() -> !entriesOfChildren(id, 4).isEmpty());

        assertThat(tasks().cancel(id).statusCode()).isLessThan(300);

        JsonNode ended = tasks().awaitState(id, "CANCELLED", PATIENCE);
        assertThat(children(ended, "cancelled")).isEqualTo(4);
        assertThat(entriesOfChildren(id, 4).stream().map(LedgerEntry::what))
                .containsExactly(What.START, What.INTERRUPTED);
        assertThat(what(id)).contains(What.END_STEP_DONE);
    }

    @Test
    void aDeadlineReachesTheChildren() {
        String id = tasks().submitJson(
                        "{\"type\":\"FAMILY_LEDGER\",\"params\":{\"children\":3,\"millis\":60000},\"timeouts\":{\"deadline\":\"PT3S\"}}");
        JsonNode ended = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(error(ended)).isIn("DEADLINE_EXCEEDED", "CHILD_FAILED");
        assertThat(children(ended, "failed") + children(ended, "cancelled")).isEqualTo(3);
        assertThat(what(id)).contains(What.END_STEP_DONE);
    }

    @Test
    void aFailedEndStepIsCarriedOutAnewOnceSomebodyWantsThat() throws IOException {
        Path breaking = Files.createFile(FamilyLedgerHandler.breaking(ledger()));
        String id = family("\"children\":2,\"millis\":10,\"endFailures\":true");
        JsonNode failed = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(error(failed)).isEqualTo("END_FAILED");
        assertThat(failed.path("error").path("text").asString("")).contains("NOT_YET");
        assertThat(what(id)).filteredOn(What.END_STEP::equals).hasSize(3);

        Files.delete(breaking);
        assertThat(tasks().retry(id).statusCode()).isLessThan(300);

        JsonNode ended = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(summary(ended, "finished")).isEqualTo(2);
        assertThat(what(id)).filteredOn(What.START::equals).hasSize(1);
        assertThat(what(id)).filteredOn(What.END_STEP_DONE::equals).hasSize(1);
    }

    @Test
    void aRetryOfAParentWhoseChildrenFailedRunsItAnew() {
        String id = family("\"children\":2,\"millis\":10,\"failAt\":0");
        tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(tasks().retry(id).statusCode()).isLessThan(300);
        tasks().awaitTask(
                        id,
                        PATIENCE,
                        task -> task.path("epoch").asInt(0) >= 4
                                && task.path("state").asString("").equals("FAILED"));
        assertThat(what(id)).filteredOn(What.START::equals).hasSize(2);
        assertThat(entriesOfChildren(id, 2)).isNotEmpty();
    }

    @Test
    void childrenHaveChildrenAndTheTreeIsPagedInOrder() {
        String id = family("\"children\":3,\"millis\":10,\"generations\":3");
        JsonNode ended = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(summary(ended, "finished")).isEqualTo(3);

        List<String> all = nodes(tree(id, "?limit=200"), "id");
        assertThat(all).hasSize(1 + 3 + 9 + 27).doesNotHaveDuplicates();
        StringBuilder after = new StringBuilder();
        List<String> paged = new ArrayList<>();
        do {
            JsonNode page = tree(id, "?limit=7" + (after.isEmpty() ? "" : "&after=" + after));
            paged.addAll(nodes(page, "id"));
            after.setLength(0);
            after.append(page.path("next").asString(""));
        } while (!after.isEmpty());
        assertThat(paged).containsExactlyElementsOf(all);
        assertThat(nodes(tree(id, "?depth=1"), "id")).hasSize(4);
        assertThat(tasks().status("/api/v1/tasks/" + id + "/tree?depth=9")).isEqualTo(400);
        assertThat(tasks().status("/api/v1/tasks/" + id + "/tree?after=x")).isEqualTo(400);
    }

    @Test
    void aFamilyIsDeletedAsAWhole() {
        String id = family("\"children\":2,\"millis\":10,\"generations\":2");
        tasks().awaitState(id, "FINISHED", PATIENCE);
        List<String> all = nodes(tree(id, ""), "id");
        assertThat(all).hasSize(7);

        assertThat(tasks().delete(all.getLast()).statusCode()).isEqualTo(409);
        assertThat(tasks().delete(all.getLast()).body()).contains("urn:taskmill:problem:part-of-family");

        assertThat(tasks().delete(id).statusCode()).isLessThan(300);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(all)
                .allSatisfy(task -> assertThat(tasks().statusOf(task)).isEqualTo(410)));
    }

    private static String family(String params) {
        return tasks().submitOnceKnown("FAMILY_LEDGER", "{" + params + "}");
    }

    private static List<What> what(String id) {
        return LedgerEntry.of(ledger(), id).stream().map(LedgerEntry::what).toList();
    }

    private static int summary(JsonNode task, String field) {
        return task.path("output").path("summary").path(field).asInt(-1);
    }

    private static int children(JsonNode task, String field) {
        return task.path("children").path(field).asInt(-1);
    }

    private static String error(JsonNode task) {
        return task.path("error").path("code").asString("");
    }

    private static JsonNode tree(String id, String query) {
        return JSON.readTree(tasks().body("/api/v1/tasks/" + id + "/tree" + query));
    }

    private static List<String> nodes(JsonNode tree, String field) {
        return tree.path("items")
                .valueStream()
                .map(node -> node.path(field).asString(""))
                .toList();
    }

    private static List<LedgerEntry> entriesOfChildren(String id, int most) {
        List<String> ids = nodes(tree(id, "?depth=1&limit=" + (most + 1)), "id");
        return LedgerEntry.all(ledger()).stream()
                .filter(entry -> ids.contains(entry.task()) && !entry.task().equals(id))
                .toList();
    }

    private static JsonNode awaitPhase(String id, String phase) {
        return tasks().awaitTask(
                        id, PATIENCE, task -> phase.equals(task.path("phase").asString("")));
    }
}
