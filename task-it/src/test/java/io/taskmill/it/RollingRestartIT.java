package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.JavaProcess;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three workers are replaced one after the other under a steady load, each before its long tasks are through: none costs an
 * attempt or counts a crash, none gives two results (invariant 2), and the others go on meanwhile.
 */
@Tag(ALONE)
class RollingRestartIT {

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_GRACE", "3s");

    private static final RealStore STORE = MILL.store();
    private static final Logger LOG = LoggerFactory.getLogger(RollingRestartIT.class);
    private static final Clock CLOCK = Clock.systemUTC();

    private static final List<String> WORKERS = List.of("worker-1", "worker-2", "worker-3");
    private static final String SHORT = "{\"millis\":20}";
    private static final int ONE_LONG_IN = 30;

    /** Enough for a gap to show, few enough for two cores that start workers at the same time. */
    private static final Duration PACE = Duration.ofMillis(25);

    private static final Duration LONGEST_GAP = Duration.ofSeconds(3);

    /** A second to be dispatched and begun, and what two busy cores add. */
    private static final Duration BEGUN_AGAIN_WITHIN = Duration.ofSeconds(2);

    @TempDir
    static Path folder = Path.of("");

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    @BeforeAll
    static void startThreeWorkers() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        WORKERS.forEach(worker -> MILL.launchLedgerWorker(worker, ledger()));
        MILL.awaitReady();
        var _ = MILL.tasks("api").submitOnceKnown("LEDGER", SHORT);
    }

    @Test
    void aRollingRestartCostsNoAttemptAndOpensNoGap() throws Exception {
        long from;
        long to;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> load = threads.submit(RollingRestartIT::submitUntilInterrupted);
            await().atMost(Duration.ofSeconds(60)).until(() -> begun(What.ROUND) > 20);
            from = CLOCK.millis();
            WORKERS.forEach(RollingRestartIT::replace);
            to = CLOCK.millis();
            assertThat(load.state()).as("the load").isEqualTo(Future.State.RUNNING);
            threads.shutdownNow();
        }
        await("all ended")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> STORE.count("tasks", "{\"phase\":{\"$ne\":\"DONE\"}}") == 0);

        assertThat(STORE.count("tasks", "{\"state\":{\"$ne\":\"FINISHED\"}}")).isZero();
        assertThat(STORE.count("tasks", "{\"attempt\":{\"$gt\":1}}"))
                .as("attempts that were lost")
                .isZero();
        assertThat(STORE.count("tasks", "{\"crashRecoveries\":{\"$gt\":0}}")).isZero();
        List<LedgerEntry> book = LedgerEntry.all(ledger());
        eachTaskHasOneResult(book);
        noGap(book, from, to);
        whatWasInterruptedGoesOnSoonWhereItWas(book);
    }

    /** Until somebody interrupts it; how many were accepted. */
    private static int submitUntilInterrupted() {
        int submitted = 0;
        HttpTasks api = MILL.tasks("api");
        try {
            while (true) {
                int rounds = 10 + submitted % 21;
                var _ = api.submit(
                        "LEDGER", submitted % ONE_LONG_IN == 0 ? "{\"millis\":1000,\"rounds\":" + rounds + "}" : SHORT);
                submitted++;
                TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
            }
        } catch (InterruptedException e) {
            return submitted;
        }
    }

    private static long begun(What what) {
        return LedgerEntry.all(ledger()).stream()
                .filter(entry -> entry.what() == what)
                .count();
    }

    private static void replace(String worker) {
        JavaProcess old = MILL.process(worker);
        old.terminate();
        assertThat(old.awaitExit(Duration.ofSeconds(20))).isEqualTo(143);
        MILL.launchLedgerWorker(worker, ledger());
        MILL.awaitReady(worker);
    }

    private static void eachTaskHasOneResult(List<LedgerEntry> book) {
        Map<String, Long> ends = book.stream()
                .filter(entry -> entry.what() == What.END)
                .collect(Collectors.groupingBy(LedgerEntry::task, Collectors.counting()));
        assertThat(ends.values()).as("ends of each task").containsOnly(1L);
        assertThat(ends).hasSize((int) STORE.count("tasks", "{}"));
    }

    private static void noGap(List<LedgerEntry> book, long from, long to) {
        List<Long> ends = book.stream()
                .filter(entry -> entry.what() == What.END)
                .map(LedgerEntry::atMillis)
                .filter(at -> at >= from && at <= to)
                .sorted()
                .toList();
        long longest = 0;
        for (int i = 1; i < ends.size(); i++) {
            longest = Math.max(longest, ends.get(i) - ends.get(i - 1));
        }
        LOG.info("ends={} in millis={}, longest gap millis={}", ends.size(), to - from, longest);
        assertThat(longest).as("the longest gap, in milliseconds").isLessThan(LONGEST_GAP.toMillis());
    }

    private static void whatWasInterruptedGoesOnSoonWhereItWas(List<LedgerEntry> book) {
        List<Long> waits = new ArrayList<>();
        for (LedgerEntry interrupted : book) {
            if (interrupted.what() == What.INTERRUPTED) {
                int next = interrupted.epoch() + 1;
                LedgerEntry again =
                        first(book, What.START, interrupted.task(), next).orElseThrow();
                waits.add(again.atMillis() - interrupted.atMillis());
                assertThat(first(book, What.ROUND, interrupted.task(), next)
                                .orElseThrow()
                                .round())
                        .as("the round that task %s goes on with", interrupted.task())
                        .isGreaterThanOrEqualTo(lastRound(book, interrupted));
            }
        }
        LOG.info("interrupt to next start, millis={}", waits.stream().sorted().toList());
        assertThat(waits).as("handed back in the midst").isNotEmpty().allSatisfy(wait -> assertThat(wait)
                .isLessThan(BEGUN_AGAIN_WITHIN.toMillis()));
    }

    private static Optional<LedgerEntry> first(List<LedgerEntry> book, What what, String task, int epoch) {
        return book.stream()
                .filter(entry -> entry.what() == what && entry.task().equals(task) && entry.epoch() == epoch)
                .findFirst();
    }

    /** The one that it was interrupted in. */
    private static int lastRound(List<LedgerEntry> book, LedgerEntry run) {
        return book.stream()
                .filter(entry ->
                        entry.what() == What.ROUND && entry.task().equals(run.task()) && entry.epoch() == run.epoch())
                .mapToInt(LedgerEntry::round)
                .max()
                .orElse(0);
    }
}
