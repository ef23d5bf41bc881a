package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.it.system.StuckConsumer;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Long runs on two workers, while all that keeps their leases goes away, one thing after the other: none is dispatched
 * again, since its worker lives. All the time the clocks of the processes are five and ten minutes apart, and the broker
 * gives no consumer more than a minute for an acknowledgement.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag(ALONE)
class LongRunsIT {

    private static final int RUNS = 40;
    private static final String LONG = "{\"millis\":1500,\"rounds\":100000}";
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    private static final Duration PROJECTORS_AWAY = Duration.ofSeconds(60);
    private static final Duration STORE_AWAY = Duration.ofMinutes(2);
    private static final Duration UNACKNOWLEDGED_AT_MOST = Duration.ofMinutes(1);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(150);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_SLOTS", "32");

    @TempDir
    static Path folder = Path.of("");

    private static List<String> tasks = List.of();
    private static Map<String, String> sessions = Map.of();
    private static long began;

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks api() {
        return MILL.tasks("api");
    }

    @BeforeAll
    static void beginLongRuns() {
        assumeTrue(
                LocalServers.serve(MILL.broker(), MILL.store()),
                "only this checkout's own servers are this test's to stop");
        LocalServers.limitUnacknowledged(UNACKNOWLEDGED_AT_MOST);
        MILL.launch("task-projector", "projector-1");
        MILL.launch("task-projector", "projector-2");
        MILL.launchApi("api", CLOCKS_APART);
        MILL.launchLedgerWorker("ahead", ledger(), CLOCKS_APART);
        MILL.launchLedgerWorker("behind", ledger(), CLOCKS_APART.negated());
        MILL.awaitReady();
        String first = api().submitOnceKnown("LEDGER", LONG);
        tasks = IntStream.range(0, RUNS)
                .mapToObj(i -> i == 0 ? first : api().submit("LEDGER", LONG))
                .toList();
        began = System.nanoTime();
        await().atMost(PATIENCE).until(() -> MILL.store().count("tasks", "{\"phase\":\"RUNNING\"}") == RUNS);
        sessions = sessions();
        assertThat(new HashSet<>(sessions.values()))
                .as("both workers have some")
                .hasSize(2);
    }

    @AfterAll
    static void limitNothing() {
        LocalServers.limitNothing();
    }

    /** Of each task that is not short. */
    private static Map<String, String> sessions() {
        Map<String, String> sessions = new HashMap<>();
        for (Map<String, ?> task : MILL.store().find("tasks", "{\"phase\":\"RUNNING\"}")) {
            Map<?, ?> run = (Map<?, ?>) Objects.requireNonNull(task.get("run"));
            sessions.put(String.valueOf(task.get("_id")), String.valueOf(run.get("session")));
        }
        return sessions;
    }

    private static void awaitElapsed(long since, Duration time) {
        await().atMost(time.plusSeconds(30)).until(() -> System.nanoTime() - since >= time.toNanos());
    }

    /** How many rounds each run has begun. */
    private static Map<String, Long> rounds() {
        return LedgerEntry.all(ledger()).stream()
                .filter(entry -> entry.what() == What.ROUND)
                .collect(Collectors.groupingBy(LedgerEntry::task, Collectors.counting()));
    }

    /** All go on, in the sessions and dispatches that they began in. */
    private static void assertNoneDispatchedAgain() {
        Map<String, Long> before = rounds();
        await("each run has gone on by a checkpoint").atMost(PATIENCE).until(() -> {
            Map<String, Long> now = rounds();
            return tasks.stream().allMatch(task -> now.getOrDefault(task, 0L) > before.getOrDefault(task, 0L) + 1);
        });
        String finished = api().submitOnceKnown("LEDGER", "{\"millis\":0}"); // the API may be the last to be back
        api().awaitState(finished, "FINISHED", PATIENCE);
        assertThat(sessions()).isEqualTo(sessions);
        assertThat(MILL.store().count("tasks", "{\"phase\":\"RUNNING\",\"epoch\":{\"$gt\":1}}"))
                .isZero();
        assertThat(MILL.store().count("tasks", "{\"crashRecoveries\":{\"$gt\":0}}"))
                .isZero();
    }

    @Test
    @Order(1)
    void clocksThatAreMinutesApartChangeNeitherOrderNorDurations() {
        String failing = """
                {"type":"LEDGER","params":{"millis":200,"failures":1,"retryAfterMillis":1000},
                 "retry":{"maxAttempts":2,"backoff":"PT0.1S"}}""";
        List<String> retried =
                IntStream.range(0, 10).mapToObj(_ -> api().submitJson(failing)).toList();
        for (String id : retried) {
            JsonNode task = api().awaitState(id, "FINISHED", PATIENCE);
            assertThat(Duration.parse(task.path("duration").asString())).isGreaterThanOrEqualTo(Duration.ZERO);
            List<LedgerEntry> entries = LedgerEntry.of(ledger(), id);
            assertThat(entries)
                    .extracting(LedgerEntry::what)
                    .containsExactly(What.START, What.FAILED, What.START, What.END);
            assertThat(entries.get(2).atMillis() - entries.get(1).atMillis()).isBetween(1_000L, 5_000L);
        }
        Set<Long> workers = retried.stream()
                .flatMap(id -> LedgerEntry.of(ledger(), id).stream())
                .map(LedgerEntry::pid)
                .collect(Collectors.toSet());
        assertThat(workers).as("one ahead and one behind").hasSize(2);
        assertNoneDispatchedAgain();
    }

    @Test
    @Order(2)
    void whileAllProjectorsAreAwayForAMinuteOneFrozenAndOneDead() {
        try (StuckConsumer stuck = new StuckConsumer(MILL.broker())) {
            MILL.process("projector-1").suspend();
            MILL.process("projector-2").kill();
            awaitElapsed(System.nanoTime(), PROJECTORS_AWAY);
            MILL.process("projector-1").resume();
            MILL.launch("task-projector", "projector-2");
            assertNoneDispatchedAgain();

            await("the broker's patience with a consumer ends").atMost(PATIENCE).until(() -> stuck.closed()
                    .isDone());
            assertThat(stuck.closed().join()).contains("PRECONDITION_FAILED", "acknowledgement", "timed out");
        }
    }

    @Test
    @Order(3)
    void whileTheStoreIsAwayForTwoMinutes() {
        LocalServers.stop(Server.MONGODB);
        try {
            awaitElapsed(System.nanoTime(), STORE_AWAY);
        } finally {
            LocalServers.start(Server.MONGODB);
        }
        assertNoneDispatchedAgain();
    }

    @Test
    @Order(4)
    void noBrokersPatienceEndsThem() {
        awaitElapsed(began, LONGEST_RUN);
        for (String worker : List.of("ahead", "behind")) {
            assertThat(MILL.tasks(worker).metric("taskmill_worker_refused_total"))
                    .as("commands that were delivered again")
                    .isZero();
            assertThat(MILL.process(worker).logs()).noneMatch(line -> line.contains("PRECONDITION_FAILED"));
        }
        assertNoneDispatchedAgain();
    }

    @Test
    @Order(5)
    void whileTheBrokerIsRestarted() {
        LocalServers.stop(Server.RABBITMQ);
        LocalServers.start(Server.RABBITMQ);
        assertNoneDispatchedAgain();
    }

    @Test
    @Order(6)
    void atTheEndAllHaveFinishedTheirOnlyRun() {
        LedgerEntry.close(ledger());
        for (String id : tasks) {
            JsonNode task = api().awaitState(id, "FINISHED", PATIENCE);
            assertThat(task.path("epoch").intValue()).isEqualTo(1);
            assertThat(task.path("crashRecoveries").intValue()).isZero();
            assertThat(Duration.parse(task.path("duration").asString())).isGreaterThan(LONGEST_RUN);
            assertThat(LedgerEntry.of(ledger(), id))
                    .extracting(LedgerEntry::what)
                    .filteredOn(what -> what != What.ROUND)
                    .containsExactly(What.START, What.END);
        }
        assertThat(MILL.store().count("sessions", "{}")).isEqualTo(2);
        assertThat(MILL.store().count("sessions", "{\"status\":\"ACTIVE\"}")).isEqualTo(2);
    }
}
