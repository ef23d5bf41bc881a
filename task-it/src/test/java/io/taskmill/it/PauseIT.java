package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.model.Priority;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Pools and types that are paused, and resumed. */
@Tag(Mill.ALONE)
class PauseIT {

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_SLOTS", "4").with("TASKMILL_WORKER_SLOTS_FOR_HIGH", "1");

    private static final String POOL = "pools/" + LedgerHandler.POOL;
    private static final String TYPE = "types/LEDGER";
    private static final List<Priority> PRIORITIES = List.of(Priority.HIGH, Priority.NORMAL, Priority.LOW);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** From the answer on: a heartbeat of three seconds, and the second for which pauses are remembered. */
    private static final Duration BOUND = Duration.ofSeconds(4);

    private static final Duration TO_ACT_ON_IT = Duration.ofSeconds(1);

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startAllAndLetTheTypesBeKnown() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("worker-1", ledger());
        MILL.launchLedgerWorker("worker-2", ledger());
        MILL.awaitReady();
        for (String type : List.of("LEDGER", "STRICT_LEDGER")) {
            finished(List.of(tasks().submitOnceKnown(type, "{\"millis\":0}")));
        }
    }

    @AfterEach
    void resumeAll() {
        tasks().resume(POOL);
        tasks().resume(TYPE);
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static List<String> submit(int count, String type, int millis) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> tasks().submit(type, "{\"millis\":" + millis + "}", PRIORITIES.get(i % PRIORITIES.size())))
                .toList();
    }

    private static void finished(List<String> ids) {
        ids.forEach(id -> tasks().awaitState(id, "FINISHED", PATIENCE));
    }

    private static List<LedgerEntry> entries(List<String> ids, What what) {
        return ids.stream()
                .flatMap(id -> LedgerEntry.of(ledger(), id).stream())
                .filter(entry -> entry.what() == what)
                .toList();
    }

    private static int started(List<String> ids) {
        return entries(ids, What.START).size();
    }

    /** When the answer came that it is paused; on a busy machine that may need another request. */
    private static long pause(String what) {
        await().atMost(PATIENCE).until(() -> {
            HttpResponse<String> answer = tasks().pause(what, "disks are full");
            return answer.statusCode() == 200 && answer.body().contains("disks are full");
        });
        return System.currentTimeMillis();
    }

    private static void resume(String what) {
        await().atMost(PATIENCE).until(() -> tasks().resume(what).statusCode() == 200);
    }

    private static void eachRanOnceAndCostNoAttempt(List<String> ids) {
        assertThat(ids).allSatisfy(id -> {
            assertThat(entries(List.of(id), What.START)).as("starts of %s", id).hasSize(1);
            assertThat(entries(List.of(id), What.END)).as("ends of %s", id).hasSize(1);
            assertThat(tasks().get(id).path("attempt").asInt(0)).isEqualTo(1);
        });
    }

    /** Holds for a while: what would come would come within it. */
    private static void nothingStarts(List<String> ids, int already) {
        await().atMost(Duration.ofSeconds(20))
                .during(Duration.ofSeconds(4))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> started(ids) == already);
    }

    @Test
    void ofAPausedPoolNothingStartsAfterTheBoundWhatRunsEndsAndOnceResumedAllRunOnce() {
        List<String> ids = new ArrayList<>(submit(300, "LEDGER", 500));
        ids.addAll(submit(30, "STRICT_LEDGER", 500));
        await().atMost(PATIENCE).until(() -> started(ids) > 10);

        long last = pause(POOL) + BOUND.plus(TO_ACT_ON_IT).toMillis();

        await().atMost(PATIENCE)
                .until(() -> entries(ids, What.END).size() == started(ids) && System.currentTimeMillis() > last);
        int before = started(ids);
        assertThat(before).isLessThan(ids.size());
        nothingStarts(ids, before);
        assertThat(entries(ids, What.START)).allMatch(start -> start.atMillis() <= last);
        assertThat(entries(ids, What.INTERRUPTED)).isEmpty();
        String waiting =
                ids.stream().filter(id -> started(List.of(id)) == 0).findFirst().orElseThrow();
        JsonNode pause = tasks().get(waiting).path("pause");
        assertThat(pause.path("name").asString("")).isEqualTo(LedgerHandler.POOL);
        assertThat(pause.path("reason").asString("")).isEqualTo("disks are full");

        resume(POOL);
        finished(ids);
        eachRanOnceAndCostNoAttempt(ids);
    }

    @Test
    void ofAPausedTypeNothingStartsOthersOfItsPoolGoOnAndThereIsNoStorm() {
        pause(TYPE);
        awaitThatBothWorkersGiveBack();
        List<String> ids = submit(400, "LEDGER", 0);
        List<String> others = submit(20, "STRICT_LEDGER", 0);

        finished(others);
        awaitBlocked(400);
        double dispatched = dispatches(ids);
        await().atMost(Duration.ofSeconds(30))
                .during(Duration.ofSeconds(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> dispatches(ids) == dispatched);
        assertThat(started(ids)).isZero();
        JsonNode one = tasks().get(ids.getFirst());
        assertThat(one.path("phase").asString("")).isEqualTo("BLOCKED");
        assertThat(one.path("pause").path("kind").asString("")).isEqualTo("type");
        assertThat(one.path("history").toString()).contains("TYPE_PAUSED");
        assertThat(tasks().cancel(ids.getFirst()).statusCode()).isEqualTo(200);
        assertThat(tasks().amend(ids.getLast(), "{\"priority\":\"high\"}").statusCode())
                .isEqualTo(200);

        resume(TYPE);
        List<String> rest = ids.subList(1, ids.size());
        finished(rest);
        eachRanOnceAndCostNoAttempt(rest);
        assertThat(started(ids.subList(0, 1))).isZero();
        assertThat(tasks().get(ids.getFirst()).path("state").asString("")).isEqualTo("CANCELLED");
    }

    /** Probes until no worker starts one any more. */
    private static void awaitThatBothWorkersGiveBack() {
        await().atMost(BOUND.plus(Duration.ofSeconds(6))).until(() -> {
            List<String> probes = submit(12, "LEDGER", 0);
            await().atMost(PATIENCE).until(() -> probes.stream().allMatch(id -> {
                String phase = tasks().get(id).path("phase").asString("");
                return phase.equals("BLOCKED") || phase.equals("DONE");
            }));
            boolean none = started(probes) == 0;
            probes.forEach(id -> tasks().cancel(id));
            return none;
        });
    }

    private static void awaitBlocked(int tasks) {
        await().atMost(PATIENCE)
                .until(() -> MILL.store().count("tasks", "{\"phase\":\"BLOCKED\",\"blocked.paused\":true}") == tasks);
    }

    private static double dispatches(List<String> ids) {
        return Stream.of(ids.getFirst(), ids.get(ids.size() / 2), ids.getLast())
                        .mapToInt(id -> tasks().get(id).path("epoch").asInt(0))
                        .sum()
                + MILL.store().count("tasks", "{\"epoch\":{\"$gt\":1}}");
    }

    @Test
    void aProjectorThatIsKilledDuringThePauseForgetsNothing() {
        pause(TYPE);
        awaitThatBothWorkersGiveBack();
        List<String> blocked = submit(30, "LEDGER", 0);
        awaitBlocked(30);
        pause(POOL);
        MILL.process("projector").kill();

        List<String> later = submit(30, "STRICT_LEDGER", 0);
        assertThat(tasks().resume(TYPE).statusCode()).as("nobody folds it").isEqualTo(202);
        MILL.launch("task-projector", "projector");
        MILL.awaitReady("projector");

        await().atMost(PATIENCE)
                .until(() -> MILL.store().count("tasks", "{\"phase\":\"BLOCKED\",\"blocked.paused\":true}") == 0);
        List<String> all = Stream.concat(blocked.stream(), later.stream()).toList();
        nothingStarts(all, started(all));
        assertThat(started(blocked)).as("resumed as a type, paused as a pool").isZero();

        resume(POOL);
        finished(all);
        eachRanOnceAndCostNoAttempt(all);
    }

    @Test
    void aWorkerThatStartsDuringThePauseTakesNothingOfIt() {
        pause(POOL);
        for (String worker : List.of("worker-1", "worker-2")) {
            MILL.process(worker).terminate();
            MILL.process(worker).awaitExit(Duration.ofSeconds(40));
        }
        List<String> ids = submit(30, "LEDGER", 0);
        MILL.launchLedgerWorker("worker-1", ledger());
        MILL.launchLedgerWorker("worker-2", ledger());
        MILL.awaitReady();

        nothingStarts(ids, 0);

        resume(POOL);
        finished(ids);
        eachRanOnceAndCostNoAttempt(ids);
    }
}
