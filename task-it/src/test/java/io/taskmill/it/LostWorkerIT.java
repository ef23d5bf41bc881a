package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker with 200 long runs is killed: how soon each goes on elsewhere, and from where. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag(ALONE)
class LostWorkerIT {

    private static final Logger LOG = LoggerFactory.getLogger(LostWorkerIT.class);
    private static final Clock CLOCK = Clock.systemUTC();

    private static final int RUNS = 200;
    private static final String LONG = "{\"millis\":1000,\"rounds\":100000}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The lease, and five seconds. */
    private static final Duration BY_LEASE = Duration.ofSeconds(15 + 5);

    private static final Duration BY_PROBE = Duration.ofSeconds(5);

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_SLOTS", "250");

    @TempDir
    static Path folder = Path.of("");

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks api() {
        return MILL.tasks("api");
    }

    @BeforeAll
    static void startOneWorker() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        launchWorker("first", Duration.ofSeconds(1));
        MILL.awaitReady();
        String first = api().submitOnceKnown("LEDGER", "{\"millis\":0}");
        api().awaitState(first, "FINISHED", PATIENCE);
    }

    private static void launchWorker(String name, Duration ackAfter) {
        MILL.launchLedgerWorker(name, ledger(), Map.of("TASKMILL_WORKER_ACK_AFTER", ackAfter.toMillis() + "ms"));
    }

    @Test
    @Order(1)
    void whatWasAcknowledgedGoesOnFromItsCheckpointsSoonAfterTheLease() {
        List<String> tasks = runOn("first");
        await("all commands are acknowledged").atMost(PATIENCE).until(() -> unacknowledged() == 0);
        launchWorker("second", Duration.ofMinutes(5));
        MILL.awaitReady("second");

        assertThat(afterTheKill("first", tasks)).isLessThan(BY_LEASE.toMillis());
    }

    @Test
    @Order(2)
    void whatIsDeliveredAgainMakesTheProbeLookAndGoesOnWithinSeconds() {
        List<String> tasks = runOn("second");
        await("commands that will be delivered again").atMost(PATIENCE).until(() -> unacknowledged() >= RUNS);
        launchWorker("third", Duration.ofMinutes(5));
        MILL.awaitReady("third");

        assertThat(afterTheKill("second", tasks)).isLessThan(BY_PROBE.toMillis());
    }

    private static long unacknowledged() {
        return MILL.broker().unacknowledged("work.ledger.normal");
    }

    /** Long tasks that all run on that worker and have all left a checkpoint. */
    private static List<String> runOn(String worker) {
        List<String> tasks = IntStream.range(0, RUNS)
                .mapToObj(_ -> api().submit("LEDGER", LONG))
                .toList();
        await("all run").atMost(PATIENCE).until(() -> {
            Map<String, List<LedgerEntry>> entries = byTask();
            return tasks.stream().allMatch(id -> lastRound(entries, id, 1) > 0);
        });
        Map<String, List<LedgerEntry>> entries = byTask();
        long pid = MILL.process(worker).pid();
        assertThat(tasks)
                .allSatisfy(id ->
                        assertThat(entries.get(id)).extracting(LedgerEntry::pid).containsOnly(pid));
        return tasks;
    }

    /** Kills the worker, lets all finish on another one, and gives the millis until the last was dispatched again. */
    private static long afterTheKill(String worker, List<String> tasks) {
        long before = CLOCK.millis();
        MILL.process(worker).kill();
        Map<String, List<LedgerEntry>> atDeath = byTask();
        // seldom, since to look costs processor time, of which the system may need all
        await("all have gone on")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    Map<String, List<LedgerEntry>> entries = byTask();
                    return tasks.stream().allMatch(id -> lastRound(entries, id, 2) >= 0);
                });
        LedgerEntry.close(ledger());
        tasks.forEach(id -> api().awaitState(id, "FINISHED", PATIENCE));
        LedgerEntry.reopen(ledger());

        Map<String, List<LedgerEntry>> entries = byTask();
        tasks.forEach(id -> {
            assertThat(api().get(id).path("epoch").intValue()).isEqualTo(2);
            assertThat(api().get(id).path("crashRecoveries").intValue()).isEqualTo(1);
            assertThat(api().get(id).path("attempt").intValue()).isEqualTo(1);
            int reached = lastRound(atDeath, id, 1);
            assertThat(round(entries, id, 2).getFirst().round())
                    .as("the second run's first round, after %d", reached)
                    .isBetween(reached, reached + 1);
        });
        List<Long> waits = tasks.stream()
                .map(id -> start(entries, id, 2).atMillis() - before)
                .sorted()
                .toList();
        LOG.info(
                "from the kill of {} runs to their next ones, millis: first={} median={} last={}",
                RUNS,
                waits.getFirst(),
                waits.get(RUNS / 2),
                waits.getLast());
        long lastDispatch = tasks.stream()
                .mapToLong(id -> dispatchedAgain(id).toEpochMilli() - before)
                .max()
                .orElseThrow();
        LOG.info("to their last dispatch, millis: {}", lastDispatch);
        return lastDispatch;
    }

    /** By the projector's clock, which is this machine's. */
    private static Instant dispatchedAgain(String id) {
        return api().get(id)
                .path("history")
                .valueStream()
                .filter(entry -> "DISPATCHED".equals(entry.path("kind").stringValue()))
                .map(entry -> Instant.parse(entry.path("at").stringValue()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, List<LedgerEntry>> byTask() {
        return LedgerEntry.all(ledger()).stream().collect(Collectors.groupingBy(LedgerEntry::task));
    }

    private static LedgerEntry start(Map<String, List<LedgerEntry>> entries, String task, int epoch) {
        List<LedgerEntry> starts = entries.getOrDefault(task, List.of()).stream()
                .filter(entry -> entry.what() == What.START && entry.epoch() == epoch)
                .toList();
        assertThat(starts).as("runs of epoch %d of %s", epoch, task).hasSize(1);
        return starts.getFirst();
    }

    private static List<LedgerEntry> round(Map<String, List<LedgerEntry>> entries, String task, int epoch) {
        return entries.getOrDefault(task, List.of()).stream()
                .filter(entry -> entry.what() == What.ROUND && entry.epoch() == epoch)
                .toList();
    }

    private static int lastRound(Map<String, List<LedgerEntry>> entries, String task, int epoch) {
        return round(entries, task, epoch).stream()
                .mapToInt(LedgerEntry::round)
                .max()
                .orElse(-1);
    }
}
