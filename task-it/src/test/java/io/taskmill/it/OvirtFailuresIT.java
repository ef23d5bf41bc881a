package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.greeting.GreetingWorker;
import io.taskmill.it.ledger.FamilyLedgerHandler;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.testkit.RealStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Each way in which the task systems of oVirt's engine and Vdsm are known to have failed, tried on this one. */
class OvirtFailuresIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealStore STORE = MILL.store();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SLOTS = 8;

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void start() {
        MILL.with("TASKMILL_WORKER_SLOTS", Integer.toString(SLOTS));
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        launchWorker("worker-1");
        launchWorker("worker-2");
        MILL.awaitReady();
        for (String type : List.of("LEDGER", "GATED_LEDGER")) {
            tasks().awaitState(tasks().submitOnceKnown(type, "{\"millis\":0,\"key\":\"first\"}"), "FINISHED", PATIENCE);
        }
    }

    @AfterEach
    void haveTwoWorkers() {
        for (String worker : List.of("worker-1", "worker-2")) {
            if (!MILL.process(worker).isAlive()) {
                launchWorker(worker);
                MILL.awaitReady(worker);
            }
        }
    }

    private static void launchWorker(String name) {
        MILL.launchLedgerWorker(name, ledger());
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void aCrashWhileChildrenAreSubmittedNeverEndsWellWithSomeNeverCreated() {
        for (int into = 0; into < 2; into++) {
            String id = family("\"children\":600,\"millis\":0");
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> !what(id).isEmpty());
            int millis = 100 * into;
            await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
            killWhoRuns(id);
            MILL.process("projector").kill();
            MILL.launch("task-projector", "projector");
            haveTwoWorkers();

            JsonNode ended = tasks().awaitState(id, "FINISHED", PATIENCE);
            assertThat(ended.at("/output/summary/finished").asInt(-1)).isEqualTo(600);
            String spawner = last(id, What.START).run();
            assertThat(STORE.count("tasks", "{\"spec.parent.run\":\"" + spawner + "\",\"state\":\"FINISHED\"}"))
                    .isEqualTo(600);
        }
    }

    @Test
    void aTaskThatNobodyKnowsIsNeverReportedAsSuccess() {
        String madeUp = "0197a6f0-3c2e-7b41-9d52-6f1c0a8e4b37";
        assertThat(tasks().statusOf(madeUp)).isEqualTo(404);
        assertThat(tasks().cancel(madeUp).statusCode()).isEqualTo(404);
        String id = family("\"children\":2,\"millis\":0,\"childType\":\"NO_SUCH_TYPE\",\"onFailure\":\"CONTINUE\"");
        assertThat(tasks().awaitState(id, "FAILED", PATIENCE).at("/error/code").asString(""))
                .isEqualTo("CHILD_FAILED");
    }

    @Test
    void aZombieDoesNotEndAsSuccess() {
        String id = tasks().submit("LEDGER", "{\"millis\":4000}");
        await().atMost(PATIENCE).until(() -> !what(id).isEmpty());
        LedgerEntry zombie = last(id, What.START);
        String frozen = workerOf(zombie);
        MILL.process(frozen).suspend();
        try {
            await().atMost(PATIENCE).until(() -> last(id, What.START).pid() != zombie.pid());
        } finally {
            MILL.process(frozen).resume();
        }
        JsonNode ended = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(ended.path("run").asString(""))
                .isEqualTo(last(id, What.START).run());
        assertThat(ended.at("/output/run").asString("")).isNotEqualTo(zombie.run());
    }

    @Test
    void theEndOfAParentIsInEffectOnceThoughItsWorkerDiesInIt() {
        String id = family("\"children\":3,\"millis\":0,\"endMillis\":3000");
        await().atMost(PATIENCE).until(() -> what(id).contains(What.END_STEP));
        killWhoRuns(id);

        JsonNode ended = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(what(id)).filteredOn(What.END_STEP_DONE::equals).hasSize(1);
        assertThat(ended.path("history")
                        .valueStream()
                        .filter(entry -> entry.path("kind").asString("").equals("FINISHED")))
                .hasSize(1);
    }

    @Test
    void aParentDoesNotWaitForAChildThatCouldNotBeSubmitted() {
        String id = family("\"children\":3,\"millis\":0,\"childType\":\"NO_SUCH_TYPE\",\"onFailure\":\"IGNORE\"");
        JsonNode ended = tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(ended.at("/output/summary/failed").asInt(-1)).isEqualTo(3);
        assertThat(ended.at("/output/summary/failures/0/code").asString("")).isEqualTo("UNKNOWN_TYPE");
    }

    @Test
    void noTaskIsStartedForEver() {
        String deaf = tasks().submitJson("{\"type\":\"LEDGER\",\"params\":{\"millis\":6000,\"deaf\":true},"
                + "\"timeouts\":{\"run\":\"PT1S\"}}");
        assertThat(tasks().awaitState(deaf, "FAILED", PATIENCE)
                        .at("/error/code")
                        .asString(""))
                .isIn("RUN_TIMEOUT", "UNRESPONSIVE");
        String orphan = tasks().submit("LEDGER", "{\"millis\":2000}");
        await().atMost(PATIENCE).until(() -> !what(orphan).isEmpty());
        killWhoRuns(orphan);
        tasks().awaitState(orphan, "FINISHED", PATIENCE);
    }

    @Test
    void finishedTasksThatNobodyCollectsBlockNothing() {
        List<String> never = IntStream.range(0, 100)
                .mapToObj(_ -> tasks().submit("LEDGER", "{\"millis\":0}"))
                .toList();
        await().atMost(PATIENCE)
                .until(() -> STORE.count("tasks", "{\"phase\":{\"$in\":[\"QUEUED\",\"RUNNING\"]}}") == 0);
        for (String name : List.of("worker-1", "projector", "api")) {
            MILL.process(name).kill();
        }
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        haveTwoWorkers();
        List.of("projector", "api").forEach(MILL::awaitReady);
        String next = tasks().submitOnceKnown("LEDGER", "{\"millis\":0}");
        tasks().awaitState(next, "FINISHED", PATIENCE);
        assertThat(tasks().get(never.getFirst()).path("state").asString("")).isEqualTo("FINISHED");
    }

    @Test
    void whatOneHandlerThrowsStopsNobodyElse() {
        List<String> going = IntStream.range(0, 4)
                .mapToObj(_ -> tasks().submit("LEDGER", "{\"millis\":4000}"))
                .toList();
        List<String> throwing = IntStream.range(0, 40) // more than there are slots
                .mapToObj(_ -> tasks().submit("LEDGER", "{\"millis\":1000,\"lines\":0}"))
                .toList();
        for (String id : throwing) {
            assertThat(tasks().awaitState(id, "FAILED", PATIENCE)
                            .at("/error/text")
                            .asString(""))
                    .contains("ArithmeticException");
        }
        going.forEach(id -> tasks().awaitState(id, "FINISHED", PATIENCE));
        tasks().awaitState(tasks().submit("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
    }

    @Test
    void anEndThatFailsIsRetriedWithALimitAndSeen() throws IOException {
        Path breaking = Files.createFile(FamilyLedgerHandler.breaking(ledger()));
        String id = family("\"children\":1,\"millis\":0,\"endFailures\":true");
        JsonNode failed = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(failed.at("/error/code").asString("")).isEqualTo("END_FAILED");
        assertThat(what(id)).filteredOn(What.END_STEP::equals).hasSize(3);

        Files.delete(breaking);
        assertThat(tasks().retry(id).statusCode()).isLessThan(300);
        tasks().awaitState(id, "FINISHED", PATIENCE);
    }

    @Test
    void gatesOutliveACrashAndNoTaskIsStuckOnItsOwn() {
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(_ -> tasks().submit("GATED_LEDGER", "{\"millis\":2500,\"key\":\"locks\"}"))
                .toList();
        await().atMost(PATIENCE)
                .until(() -> STORE.count("gates", "{\"_id\":\"pool:locks\",\"holders.1\":{\"$exists\":true}}") == 1);
        await().atMost(PATIENCE)
                .until(() -> ids.stream().filter(id -> !what(id).isEmpty()).count() == 2);
        for (String name : List.of("worker-1", "worker-2", "projector")) {
            MILL.process(name).kill();
        }
        MILL.launch("task-projector", "projector");
        haveTwoWorkers();

        ids.forEach(id -> tasks().awaitState(id, "FINISHED", PATIENCE));
        String third = ids.stream()
                .filter(id -> LedgerEntry.of(ledger(), id).getFirst().attempt() == 1 && what(id).size() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(ids.stream()
                        .filter(id -> !id.equals(third))
                        .mapToLong(id -> last(id, What.END).atMillis())
                        .min()
                        .orElseThrow())
                .as("the two that held them went on first")
                .isLessThanOrEqualTo(last(third, What.START).atMillis());
    }

    @Test
    void aCancelThatRacesWithTheEndIsNoIllegalTransition() {
        List<String> ids = IntStream.range(0, 60)
                .mapToObj(i -> tasks().submit("LEDGER", "{\"millis\":" + i % 20 + "}"))
                .toList();
        for (String id : ids) {
            assertThat(tasks().cancel(id).statusCode()).isIn(200, 202, 409);
        }
        for (String id : ids) {
            JsonNode ended = tasks().awaitTask(id, PATIENCE, task -> task.path("phase")
                    .asString("")
                    .equals("DONE"));
            assertThat(ended.path("state").asString("")).isIn("FINISHED", "CANCELLED");
            assertThat(ended.path("history").valueStream().filter(entry -> List.of("FINISHED", "CANCELLED", "FAILED")
                            .contains(entry.path("kind").asString(""))))
                    .as("ends of %s", id)
                    .hasSize(1);
        }
        assertThat(MILL.broker().ready(Topology.DEAD)).isZero();
    }

    @Test
    void parametersThatWereStoredForAClassThatIsNoMoreAreStillRead() {
        MILL.launchGreetingWorker("old", 1);
        MILL.awaitReady("old");
        tasks().awaitState(
                        tasks().submitOnceKnown(GreetingWorker.GREETING, "{\"name\":\"Ada\"}"), "FINISHED", PATIENCE);
        MILL.process("old").kill();
        String stored = tasks().submit(GreetingWorker.GREETING, "{\"name\":\"Grace\"}");
        MILL.launchGreetingWorker("new", 2);
        JsonNode ended = tasks().awaitState(stored, "FINISHED", PATIENCE);
        assertThat(ended.path("output").asString("")).isEqualTo("2: Hello Grace");
        MILL.process("new").kill();
    }

    @Test
    void anEqualsSignInAValueCorruptsNothing() {
        String value = "a=b\\n[tasks]\\nc = 'd'; $e.f: {\\\"g\\\"}\\u0000=";
        String id = tasks().submitJson(
                        "{\"type\":\"LEDGER\",\"creator\":\"ou=tasks,cn=admin\",\"entity\":{\"type\":\"vm\",\"id\":\"x=1\"},"
                                + "\"params\":{\"millis\":0,\"failures\":1,\"code\":\"A=B\",\"key\":\"" + value
                                + "\"}}");
        JsonNode ended = tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(ended.at("/params/key").asString("")).isEqualTo("a=b\n[tasks]\nc = 'd'; $e.f: {\"g\"}\u0000=");
        assertThat(ended.path("creator").asString("")).isEqualTo("ou=tasks,cn=admin");
        assertThat(ended.at("/entity/id").asString("")).isEqualTo("x=1");
        assertThat(ended.at("/error/code").asString("")).isEqualTo("A=B");
    }

    @Test
    void whatIsSubmittedTwiceUnderOneIdIsOneTaskAndNotLost() {
        String body = "{\"type\":\"LEDGER\",\"params\":{\"millis\":300}}";
        String first = HttpTasks.idOf(tasks().postKeyed("twice", body));
        String second = HttpTasks.idOf(tasks().postKeyed("twice", body));
        assertThat(second).isEqualTo(first);
        tasks().awaitState(first, "FINISHED", PATIENCE);
        assertThat(what(first)).containsExactly(What.START, What.END);
    }

    @Test
    void overloadDelaysAndFreezesNothing() {
        List<String> many = IntStream.range(0, 20 * SLOTS)
                .mapToObj(_ -> tasks().submit("LEDGER", "{\"millis\":4000}"))
                .toList();
        Instant before = Instant.now();
        String urgent = tasks().submit("LEDGER", "{\"millis\":0}", Priority.HIGH);
        tasks().awaitState(urgent, "FINISHED", PATIENCE);
        assertThat(STORE.count("tasks", "{\"phase\":\"QUEUED\"}"))
                .as("it did not wait for all the others, %s", Duration.between(before, Instant.now()))
                .isPositive();
        assertThat(tasks().cancel(many.getLast()).statusCode()).isEqualTo(200);
        tasks().awaitState(many.getLast(), "CANCELLED", PATIENCE);
        many.stream().limit(many.size() - 1L).forEach(id -> tasks().awaitState(id, "FINISHED", PATIENCE));
    }

    /** The phases that neither a command nor a bound of their own ends would need a hand in the store. */
    @Test
    void everyPhaseIsLeftByACommandOrWithinABound() throws IOException {
        Map<Phase, Supplier<String>> waysIn = new EnumMap<>(Phase.class);
        waysIn.put(Phase.SCHEDULED, () -> submit("LEDGER", "\"millis\":0", "\"delay\":\"P1D\""));
        waysIn.put(
                Phase.BLOCKED,
                () -> submit(
                        "LEDGER",
                        "\"millis\":0",
                        "\"after\":{\"tasks\":[\"" + submit("LEDGER", "\"millis\":0", "\"delay\":\"P1D\"") + "\"]}"));
        waysIn.put(Phase.RUNNING, () -> submit("LEDGER", "\"millis\":3600000", "\"priority\":\"high\""));
        waysIn.put(
                Phase.RETRY_WAIT,
                () -> submit(
                        "LEDGER",
                        "\"millis\":0,\"failures\":9,\"retryAfterMillis\":3600000",
                        "\"retry\":{\"maxAttempts\":3}"));
        waysIn.put(Phase.WAITING_CHILDREN, () -> family("\"children\":2,\"millis\":3600000"));
        waysIn.put(Phase.ENDING, () -> family("\"children\":1,\"millis\":0,\"endMillis\":3600000"));
        waysIn.forEach((phase, way) -> {
            String id = way.get();
            awaitPhase(id, phase);
            assertThat(tasks().cancel(id).statusCode())
                    .as("cancel in %s", phase)
                    .isIn(200, 202);
            awaitPhase(id, Phase.DONE);
        });

        String aborting = submit("LEDGER", "\"millis\":6000,\"deaf\":true", "\"priority\":\"high\"");
        awaitPhase(aborting, Phase.RUNNING);
        var _ = tasks().cancel(aborting);
        awaitPhase(aborting, Phase.ABORTING);
        awaitPhase(aborting, Phase.DONE); // given up after its grace

        String cleaning = submit("UNDO_LEDGER", "\"things\":1,\"stuck\":true", "\"creator\":\"ops\"");
        awaitPhase(cleaning, Phase.CLEANING);
        awaitPhase(cleaning, Phase.DONE); // after three tries
        LedgerEntry.close(ledger());
        assertThat(tasks().rollback(cleaning).statusCode()).isEqualTo(200);
        LedgerEntry last = awaitUndone(cleaning);
        LedgerEntry.reopen(ledger());
        assertThat(last.round()).isEqualTo(1);

        MILL.process("worker-1").kill();
        MILL.process("worker-2").kill();
        String queued = submit("LEDGER", "\"millis\":0", "\"priority\":\"high\"");
        awaitPhase(queued, Phase.QUEUED);
        assertThat(tasks().cancel(queued).statusCode()).isIn(200, 202);
        awaitPhase(queued, Phase.DONE);

        EnumSet<Phase> tried = EnumSet.of(Phase.QUEUED, Phase.ABORTING, Phase.CLEANING, Phase.DONE);
        tried.addAll(waysIn.keySet());
        assertThat(tried).as("every phase has been tried").containsExactlyInAnyOrder(Phase.values());
    }

    private static LedgerEntry awaitUndone(String id) {
        await().atMost(PATIENCE).until(() -> what(id).contains(What.UNDONE));
        return last(id, What.UNDONE);
    }

    private static void awaitPhase(String id, Phase phase) {
        tasks().awaitTask(id, PATIENCE, task -> task.path("phase").asString("").equals(phase.name()));
    }

    private static String submit(String type, String params, String members) {
        HttpResponse<String> answer =
                tasks().postJson("{\"type\":\"" + type + "\",\"params\":{" + params + "}," + members + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return HttpTasks.idOf(answer);
    }

    private static String family(String params) {
        return tasks().submitOnceKnown("FAMILY_LEDGER", "{" + params + "}");
    }

    private static List<What> what(String id) {
        return LedgerEntry.of(ledger(), id).stream().map(LedgerEntry::what).toList();
    }

    private static LedgerEntry last(String id, What what) {
        return Objects.requireNonNull(LedgerEntry.of(ledger(), id).stream()
                .filter(entry -> entry.what() == what)
                .reduce((_, later) -> later)
                .orElse(null));
    }

    private static void killWhoRuns(String id) {
        MILL.process(workerOf(LedgerEntry.of(ledger(), id).getLast())).kill();
    }

    private static String workerOf(LedgerEntry entry) {
        return List.of("worker-1", "worker-2").stream()
                .filter(worker -> MILL.process(worker).pid() == entry.pid())
                .findFirst()
                .orElseThrow();
    }
}
