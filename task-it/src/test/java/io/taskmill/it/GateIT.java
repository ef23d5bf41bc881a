package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Tasks that have to pass gates (invariant 8), and rates. */
@Tag(ALONE)
class GateIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Logger LOG = LoggerFactory.getLogger(GateIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 16;

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startTwoOfEachThatFolds() {
        MILL.with("TASKMILL_WORKER_SLOTS", "32");
        MILL.launch("task-projector", "projector-1");
        MILL.launch("task-projector", "projector-2");
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("worker-1", ledger());
        MILL.launchLedgerWorker("worker-2", ledger());
        MILL.awaitReady();
        for (String type : List.of("LEDGER", "GATED_LEDGER", "REFUSED_LEDGER", "NEWEST_LEDGER", "RATED_LEDGER")) {
            tasks().awaitState(tasks().submitOnceKnown(type, params(0, "first")), "FINISHED", PATIENCE);
        }
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static String params(int millis, String key) {
        return "{\"millis\":" + millis + ",\"key\":\"" + key + "\"}";
    }

    @Test
    void neverMoreRunThanTheirGatesLetInThoughAProjectorIsKilled() throws InterruptedException {
        List<String> ids = atOnce(120, i -> tasks().submit("GATED_LEDGER", params(100, "p-" + i % 4)));
        await().atMost(PATIENCE).until(() -> ended(ids).size() > 30);
        MILL.process("projector-1").kill();
        MILL.launch("task-projector", "projector-1");
        ids.forEach(id -> tasks().awaitState(id, "FINISHED", PATIENCE));

        assertThat(starts(ids)).hasSize(120);
        assertThat(mostAtOnce(ids)).isEqualTo(3);
        for (int key = 0; key < 4; key++) {
            int mine = key;
            List<String> ofKey = IntStream.range(0, 120)
                    .filter(i -> i % 4 == mine)
                    .mapToObj(ids::get)
                    .toList();
            assertThat(mostAtOnce(ofKey)).isLessThanOrEqualTo(2);
        }
        await().atMost(PATIENCE).until(() -> gate("all pools").path("held").asInt(-1) == 0);
    }

    @Test
    void ofVeryManyThatWaitEachStartsOnce() throws InterruptedException {
        limit("all pools", "50");
        limit("pool:many", "50");
        List<String> ids = atOnce(1_500, _ -> tasks().submit("GATED_LEDGER", params(0, "many")));
        ids.forEach(id -> tasks().awaitState(id, "FINISHED", Duration.ofMinutes(3)));
        limit("all pools", "null");

        assertThat(starts(ids)).hasSize(1_500);
        assertThat(new HashSet<>(starts(ids).stream().map(LedgerEntry::task).toList()))
                .hasSize(1_500);
    }

    @Test
    void aTaskThatWaitsSaysForWhichGateAndWhoHoldsIt() {
        limit("pool:shown", "1");
        String first = tasks().submit("GATED_LEDGER", params(1_500, "shown"));
        awaitPhase(first, "RUNNING");
        String second = tasks().submit("GATED_LEDGER", params(0, "shown"));

        // it asks "all pools" before
        tasks().awaitTask(
                        second, PATIENCE, task -> task.path("gate").asString("").equals("pool:shown"));
        JsonNode gate = gate("pool:shown");
        assertThat(gate.path("holders").path(0).path("task").asString("")).isEqualTo(first);
        assertThat(gate.path("next").path(0).path("task").asString("")).isEqualTo(second);
        tasks().awaitState(second, "FINISHED", PATIENCE);
        assertThat(startMillis(second)).isGreaterThanOrEqualTo(endMillis(first));
    }

    @Test
    void aClosedGateLetsNobodyInUntilItIsOpenedAgainAndWhoeverIsCancelledNeverStarts() {
        limit("pool:closed", "0");
        String first = tasks().submit("GATED_LEDGER", params(0, "closed"));
        String second = tasks().submit("GATED_LEDGER", params(0, "closed"));
        awaitPhase(first, "BLOCKED");
        awaitPhase(second, "BLOCKED");
        assertThat(tasks().cancel(first).statusCode()).isEqualTo(200);
        limit("pool:closed", "null");

        tasks().awaitState(second, "FINISHED", PATIENCE);
        assertThat(LedgerEntry.of(ledger(), first)).isEmpty();
    }

    @Test
    void aTaskThatIsNotToWaitIsRefusedAndToldWhoHoldsTheGate() {
        String first = tasks().submit("REFUSED_LEDGER", params(1_500, "one"));
        awaitPhase(first, "RUNNING");

        HttpResponse<String> second = tasks().post("REFUSED_LEDGER", params(0, "one"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("gate-full", "refused:one", first);
        tasks().awaitState(tasks().submit("REFUSED_LEDGER", params(0, "another")), "FINISHED", PATIENCE);
        tasks().awaitState(first, "FINISHED", PATIENCE);
        await().atMost(PATIENCE).until(() -> gate("refused:one").path("held").asInt(-1) == 0);
        tasks().awaitState(tasks().submit("REFUSED_LEDGER", params(0, "one")), "FINISHED", PATIENCE);
    }

    @Test
    void ofManyThatAreNotToWaitAndComeAtOnceOneRunsAndTheOthersSayWhy() throws InterruptedException {
        List<HttpResponse<String>> answers = atOnceAny(8, _ -> tasks().post("REFUSED_LEDGER", params(1_000, "raced")));
        assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(202, 409);
        List<JsonNode> ended = answers.stream()
                .filter(answer -> answer.statusCode() == 202)
                .map(HttpTasks::idOf)
                .map(id -> tasks().awaitTask(id, PATIENCE, task -> task.has("finished")))
                .toList();

        assertThat(ended.stream().filter(hasState("FINISHED"))).hasSize(1);
        assertThat(ended.stream().filter(hasState("FAILED")))
                .allMatch(task -> task.path("error").path("code").asString("").equals("GATE_FULL"));
    }

    @Test
    void aNewerTaskEndsTheOneThatRunsAndStartsAfterIt() {
        String first = tasks().submit("NEWEST_LEDGER", params(30_000, "n"));
        awaitPhase(first, "RUNNING");
        String second = tasks().submit("NEWEST_LEDGER", params(0, "n"));

        JsonNode displaced = tasks().awaitState(first, "CANCELLED", PATIENCE);
        assertThat(displaced.path("cancelled").path("reason").asString("")).contains(second, "newest:n");
        tasks().awaitState(second, "FINISHED", PATIENCE);
        assertThat(startMillis(second)).isGreaterThanOrEqualTo(interruptedMillis(first));
    }

    @Test
    void aTaskThatWaitsForItsNextAttemptHoldsNoGate() {
        limit("pool:retried", "1");
        String failing = tasks().submitJson(
                        "{\"type\":\"GATED_LEDGER\",\"params\":{\"millis\":0,\"key\":\"retried\",\"failures\":1,"
                                + "\"retryAfterMillis\":4000},\"retry\":{\"maxAttempts\":2}}");
        awaitPhase(failing, "RETRY_WAIT");
        String other = tasks().submit("GATED_LEDGER", params(0, "retried"));
        tasks().awaitState(other, "FINISHED", PATIENCE);

        assertThat(tasks().awaitState(failing, "FINISHED", PATIENCE)
                        .path("attempt")
                        .asInt(0))
                .isEqualTo(2);
        assertThat(startMillis(other)).isLessThan(endMillis(failing));
    }

    @Test
    void whoeverHoldsAGateWhenItsWorkerIsKilledRunsAgainBeforeAnybodyElseDoes() {
        limit("pool:killed", "1");
        JsonNode running = awaitPhase(tasks().submit("GATED_LEDGER", params(2_000, "killed")), "RUNNING");
        String first = running.path("id").asString("");
        String second = tasks().submit("GATED_LEDGER", params(0, "killed"));
        awaitPhase(second, "BLOCKED");
        long pid = LedgerEntry.of(ledger(), first).getFirst().pid();
        String worker = MILL.process("worker-1").pid() == pid ? "worker-1" : "worker-2";
        MILL.process(worker).kill();
        MILL.launchLedgerWorker(worker, ledger());

        tasks().awaitState(first, "FINISHED", PATIENCE);
        tasks().awaitState(second, "FINISHED", PATIENCE);
        assertThat(startMillis(second)).isGreaterThanOrEqualTo(endMillis(first));
        assertThat(startMillis(second) - endMillis(first))
                .as("ms until it was free")
                .isLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"projector-1", "projector-2"})
    void aGateIsFreeWithinFiveSecondsOfItsHoldersEndWhicheverProjectorDiesThen(String projector) {
        String key = "dies-" + projector;
        limit("pool:" + key, "1");
        String first = tasks().submit("GATED_LEDGER", params(1_500, key));
        awaitPhase(first, "RUNNING");
        String second = tasks().submit("GATED_LEDGER", params(0, key));
        awaitPhase(second, "BLOCKED");
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> !ended(List.of(first))
                .isEmpty());
        MILL.process(projector).kill();
        MILL.launch("task-projector", projector);

        tasks().awaitState(second, "FINISHED", PATIENCE);
        long free = startMillis(second) - endMillis(first);
        LOG.info("a gate was free {} ms after its holder's end, at which {} was killed", free, projector);
        assertThat(free).as("ms until it was free").isBetween(0L, 5_000L);
    }

    @Test
    void gatesHoldForChildrenTooAndThoseThatAnAncestorHoldsAreNotAskedForAgain() throws InterruptedException {
        String params =
                "{\"children\":3,\"generations\":2,\"millis\":100,\"childType\":\"GATED_LEDGER\",\"key\":\"kin\"}";
        List<String> families = atOnce(2, _ -> tasks().submit("GATED_FAMILY_LEDGER", params));
        families.forEach(id -> tasks().awaitState(id, "FINISHED", PATIENCE));

        List<String> grandchildren = LedgerEntry.all(ledger()).stream()
                .map(LedgerEntry::task)
                .distinct()
                .filter(id ->
                        tasks().get(id).path("params").path("key").asString("").equals("kin"))
                .filter(id -> tasks().get(id).path("type").asString("").equals("GATED_LEDGER"))
                .toList();
        assertThat(starts(grandchildren)).hasSize(18);
        assertThat(mostAtOnce(grandchildren)).isEqualTo(2);
        List<LongSummaryStatistics> spans = families.stream()
                .map(id -> LedgerEntry.of(ledger(), id).stream()
                        .mapToLong(LedgerEntry::atMillis)
                        .summaryStatistics())
                .sorted(Comparator.comparing(LongSummaryStatistics::getMin))
                .toList();
        assertThat(spans.getLast().getMin())
                .as("one family at a time")
                .isGreaterThanOrEqualTo(spans.getFirst().getMax());
    }

    @Test
    void noMoreAreLetGoThanARateAllowsOverAllWorkersAndTheySayWhen() throws InterruptedException {
        List<String> ids = atOnce(40, _ -> tasks().submit("RATED_LEDGER", params(0, "a")));
        JsonNode waiting = tasks().awaitTask(ids.getLast(), PATIENCE, task -> !task.path("phase")
                .asString("")
                .equals("BLOCKED"));
        if (waiting.path("phase").asString("").equals("SCHEDULED")) {
            assertThat(waiting.path("rate").asString("")).isEqualTo("host:a");
            assertThat(waiting.hasNonNull("nextAttemptAt")).isTrue();
        }
        ids.forEach(id -> tasks().awaitState(id, "FINISHED", PATIENCE));

        List<Long> times =
                starts(ids).stream().map(LedgerEntry::atMillis).sorted().toList();
        assertThat(times).hasSize(40);
        assertThat(times.getLast() - times.getFirst())
                .as("ms for 40 at 10 a second, 2 at once")
                .isBetween(3_300L, 8_000L);
    }

    private static List<String> atOnce(int count, IntFunction<String> submit) throws InterruptedException {
        return atOnceAny(count, submit);
    }

    private static <T> List<T> atOnceAny(int count, IntFunction<T> request) throws InterruptedException {
        List<Callable<T>> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            requests.add(() -> request.apply(number));
        }
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            return clients.invokeAll(requests).stream().map(Future::resultNow).toList();
        }
    }

    private static void limit(String gate, String limit) {
        assertThat(tasks().limit(gate, limit).statusCode()).isBetween(200, 202);
    }

    private static JsonNode gate(String key) {
        return tasks().gate(key);
    }

    private static JsonNode awaitPhase(String id, String phase) {
        return tasks().awaitTask(
                        id, PATIENCE, task -> task.path("phase").asString("").equals(phase));
    }

    private static Predicate<JsonNode> hasState(String state) {
        return task -> task.path("state").asString("").equals(state);
    }

    private static List<LedgerEntry> entries(Collection<String> ids, What what) {
        Set<String> wanted = Set.copyOf(ids);
        return LedgerEntry.all(ledger()).stream()
                .filter(entry -> entry.what() == what && wanted.contains(entry.task()))
                .toList();
    }

    private static List<LedgerEntry> starts(Collection<String> ids) {
        return entries(ids, What.START);
    }

    private static List<LedgerEntry> ended(Collection<String> ids) {
        return entries(ids, What.END);
    }

    private static long startMillis(String id) {
        return starts(List.of(id)).getFirst().atMillis();
    }

    private static long endMillis(String id) {
        return ended(List.of(id)).getLast().atMillis();
    }

    private static long interruptedMillis(String id) {
        return entries(List.of(id), What.INTERRUPTED).getLast().atMillis();
    }

    /** By what they wrote down; an end and a start of the same millisecond follow each other. */
    private static int mostAtOnce(Collection<String> ids) {
        int running = 0;
        int most = 0;
        List<long[]> changes = new ArrayList<>();
        starts(ids).forEach(start -> changes.add(new long[] {start.atMillis(), 1}));
        ended(ids).forEach(end -> changes.add(new long[] {end.atMillis(), -1}));
        changes.sort((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        for (long[] change : changes) {
            running += (int) change[1];
            most = Math.max(most, running);
        }
        return most;
    }
}
