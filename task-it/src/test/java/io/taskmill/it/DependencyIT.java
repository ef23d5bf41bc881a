package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks that wait for others. */
class DependencyIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int DEPENDENTS = 1_000;
    private static final int CLIENTS = 16;

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
    void itStartsOnceBothHaveFinished() {
        String first = submit("{\"millis\":800}", "");
        String second = submit("{\"millis\":1500}", "");
        String id = submit("{\"millis\":0}", after("success", first, second));

        JsonNode waiting = awaitPhase(id, "BLOCKED");
        assertThat(waiting.path("state").asString("")).isEqualTo("INITIAL");
        assertThat(waiting.path("awaits").valueStream().map(JsonNode::asString)).isSubsetOf(first, second);
        assertThat(waiting.path("after").path("on").asString("")).isEqualTo("success");

        JsonNode finished = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(finished.has("awaits")).isFalse();
        assertThat(finished.path("epoch").asInt(0)).isEqualTo(1);
        long last = Math.max(endMillis(first), endMillis(second));
        assertThat(starts(id)).singleElement().satisfies(start -> assertThat(start.atMillis())
                .isGreaterThanOrEqualTo(last));
    }

    @Test
    void whatEndedBeforeCountsAtOnce() {
        String first = submit("{\"millis\":0}", "");
        tasks().awaitState(first, "FINISHED", PATIENCE);
        tasks().awaitState(submit("{\"millis\":0}", after("success", first)), "FINISHED", PATIENCE);
    }

    @Test
    void aFailureFailsTheWholeChainAndSaysWhy() {
        String head = submit("{\"millis\":600,\"failures\":1}", "");
        String middle = submit("{\"millis\":0}", after("success", head));
        String tail = submit("{\"millis\":0}", after("success", middle));

        assertThat(failure(tasks().awaitState(middle, "FAILED", PATIENCE)))
                .isEqualTo("DEPENDENCY_FAILED: task " + head + ", which it waited for, has ended as FAILED");
        assertThat(failure(tasks().awaitState(tail, "FAILED", PATIENCE)))
                .isEqualTo("DEPENDENCY_FAILED: task " + middle + ", which it waited for, has ended as FAILED");
        assertThat(starts(middle)).isEmpty();
        assertThat(starts(tail)).isEmpty();
    }

    @Test
    void afterAnyEndItStartsThoughTheOtherWasCancelled() {
        String first = submit("{\"millis\":0}", "\"delay\":\"PT1H\"");
        String id = submit("{\"millis\":0}", after("end", first));
        awaitPhase(id, "BLOCKED");
        awaitPhase(first, "SCHEDULED");
        assertThat(tasks().cancel(first).statusCode()).isEqualTo(200);
        tasks().awaitState(id, "FINISHED", PATIENCE);
    }

    @Test
    void cancelledItNeverStarts() {
        String first = submit("{\"millis\":0}", "\"delay\":\"PT1.5S\"");
        String id = submit("{\"millis\":0}", after("success", first));
        awaitPhase(id, "BLOCKED");
        assertThat(tasks().cancel(id).statusCode()).isEqualTo(200);
        tasks().awaitState(first, "FINISHED", PATIENCE);
        assertThat(tasks().get(id).path("state").asString("")).isEqualTo("CANCELLED");
        assertThat(starts(id)).isEmpty();
    }

    @Test
    void retriedItWaitsOnceMoreForTheOneThatHadFailed() {
        String first = submit("{\"millis\":0}", "\"delay\":\"PT1H\"");
        awaitPhase(first, "SCHEDULED");
        String id = submit("{\"millis\":0}", after("success", first));
        awaitPhase(id, "BLOCKED");
        assertThat(tasks().cancel(first).statusCode()).isEqualTo(200);
        tasks().awaitState(id, "FAILED", PATIENCE);

        assertThat(tasks().retry(first).statusCode()).isEqualTo(200);
        assertThat(tasks().retry(id).statusCode()).isEqualTo(200);
        tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(starts(id)).hasSize(1);
    }

    @Test
    void aThousandDependentsStartOnceThoughTheProjectorIsKilledWhenItEnds() throws InterruptedException {
        String first = submit("{\"millis\":0}", "\"delay\":\"PT1H\"");
        List<String> dependents = submitDependentsOf(first);
        awaitPhase(dependents.getLast(), "BLOCKED");
        assertThat(tasks().amend(first, "{\"delay\":\"PT0.001S\"}").statusCode())
                .isEqualTo(200);
        tasks().awaitState(first, "FINISHED", PATIENCE);
        MILL.process("projector").kill();
        MILL.launch("task-projector", "projector");
        MILL.awaitReady();

        for (String dependent : dependents) {
            tasks().awaitState(dependent, "FINISHED", Duration.ofMinutes(2));
        }
        assertThat(LedgerEntry.all(ledger()).stream()
                        .filter(entry -> entry.what() == What.START && dependents.contains(entry.task()))
                        .collect(Collectors.groupingBy(LedgerEntry::task, Collectors.counting()))
                        .values())
                .hasSize(DEPENDENTS)
                .containsOnly(1L);
    }

    private static List<String> submitDependentsOf(String first) throws InterruptedException {
        Callable<String> dependent = () -> submit("{\"millis\":0}", after("success", first));
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            return clients.invokeAll(Collections.nCopies(DEPENDENTS, dependent)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private static String after(String on, String... tasks) {
        return "\"after\":{\"tasks\":[\"" + String.join("\",\"", tasks) + "\"],\"on\":\"" + on + "\"}";
    }

    private static String submit(String params, String members) {
        return tasks().submitJson(
                        "{\"type\":\"LEDGER\",\"params\":" + params + (members.isEmpty() ? "" : "," + members) + "}");
    }

    private static JsonNode awaitPhase(String id, String phase) {
        return tasks().awaitTask(
                        id, PATIENCE, task -> task.path("phase").asString("").equals(phase));
    }

    private static String failure(JsonNode task) {
        JsonNode error = task.path("error");
        return error.path("code").asString("") + ": " + error.path("text").asString("");
    }

    private static long endMillis(String id) {
        return LedgerEntry.of(ledger(), id).stream()
                .filter(entry -> entry.what() == What.END)
                .mapToLong(LedgerEntry::atMillis)
                .max()
                .orElseThrow();
    }

    private static List<LedgerEntry> starts(String id) {
        return LedgerEntry.of(ledger(), id).stream()
                .filter(entry -> entry.what() == What.START)
                .toList();
    }
}
