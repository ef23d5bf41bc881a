package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.Burst;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker goes away under runs on three workers that have room for more: what it delivers again is refused, since it
 * runs, and hardly anything runs twice.
 */
@Tag(ALONE)
class ReconnectIT {

    private static final Logger LOG = LoggerFactory.getLogger(ReconnectIT.class);

    private static final int SHORT_RUNS = 200;
    private static final int LONG_RUNS = 50;
    private static final List<String> WORKERS = List.of("worker-1", "worker-2", "worker-3");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_SLOTS", "150");

    @TempDir
    static Path folder = Path.of("");

    private enum End {
        STOPPED,
        KILLED
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks api() {
        return MILL.tasks("api");
    }

    @BeforeAll
    static void startThreeWorkers() {
        assumeTrue(
                LocalServers.serve(MILL.broker(), MILL.store()),
                "only this checkout's own servers are this test's to stop");
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        WORKERS.forEach(worker -> MILL.launchLedgerWorker(worker, ledger()));
        MILL.awaitReady();
        String first = api().submitOnceKnown("LEDGER", "{\"millis\":0}");
        api().awaitState(first, "FINISHED", PATIENCE);
    }

    @ParameterizedTest
    @EnumSource
    void whatRunsIsRefusedWhenItIsDeliveredAgainAndHardlyAnythingRunsTwice(End end) {
        double refusedBefore = refused();
        List<String> longs = burst(LONG_RUNS, _ -> 45_000);
        await("the long ones run").atMost(PATIENCE).until(() -> starts().keySet()
                .containsAll(longs));
        List<String> shorts = burst(SHORT_RUNS, i -> 2_500 - 1_500 * i / SHORT_RUNS); // they end together
        AtomicInteger inFlight = new AtomicInteger();
        await("most of the short ones run")
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> inFlight.updateAndGet(_ -> running(shorts).size()) > SHORT_RUNS / 2);
        if (end == End.KILLED) {
            LocalServers.kill(Server.RABBITMQ);
        } else {
            LocalServers.stop(Server.RABBITMQ);
        }
        LocalServers.start(Server.RABBITMQ);

        longs.forEach(id -> assertRunOnce(id));
        shorts.forEach(id -> api().awaitState(id, "FINISHED", PATIENCE));
        Map<String, Long> starts = starts();
        List<String> doubled =
                shorts.stream().filter(id -> starts.getOrDefault(id, 0L) > 1).toList();
        LOG.info(
                "broker {}: short runs in flight={} run twice={} refused as held={}",
                end,
                inFlight,
                doubled.size(),
                refused() - refusedBefore);
        assertThat(doubled.size()).isLessThan((inFlight.get() + LONG_RUNS) / 20);
        assertThat(refused() - refusedBefore).as("refused as held").isPositive();
        assertOneResultEach();
    }

    private interface Millis {
        int of(int number);
    }

    private static List<String> burst(int tasks, Millis millis) {
        return Burst.of(
                MILL.broker(),
                IntStream.range(0, tasks)
                        .mapToObj(i -> "{\"millis\":" + millis.of(i) + "}")
                        .toList());
    }

    /** How often each task's handler was called. */
    private static Map<String, Long> starts() {
        return LedgerEntry.all(ledger()).stream()
                .filter(entry -> entry.what() == What.START)
                .collect(Collectors.groupingBy(LedgerEntry::task, Collectors.counting()));
    }

    private static Set<String> running(List<String> tasks) {
        Set<String> running = LedgerEntry.all(ledger()).stream()
                .map(LedgerEntry::task)
                .filter(tasks::contains)
                .collect(Collectors.toSet());
        LedgerEntry.all(ledger()).stream()
                .filter(entry -> entry.what() == What.END)
                .forEach(entry -> running.remove(entry.task()));
        return running;
    }

    private static double refused() {
        return WORKERS.stream()
                .mapToDouble(worker -> api(worker).metric("taskmill_worker_refused_total", "reason=\"held\""))
                .sum();
    }

    private static HttpTasks api(String name) {
        return MILL.tasks(name);
    }

    private static void assertRunOnce(String id) {
        assertThat(api().awaitState(id, "FINISHED", PATIENCE).path("epoch").intValue())
                .isEqualTo(1);
        assertThat(LedgerEntry.of(ledger(), id)).extracting(LedgerEntry::what).containsExactly(What.START, What.END);
    }

    /** Invariant 2: what a second run comes to is never seen. */
    private static void assertOneResultEach() {
        assertThat(MILL.store().count("tasks", "{\"epoch\":{\"$gt\":1}}")).isZero();
        MILL.store().find("tasks", "{}").forEach(task -> assertThat((List<?>) task.get("history"))
                .filteredOn(
                        entry -> String.valueOf(((Map<?, ?>) entry).get("kind")).equals("FINISHED"))
                .hasSize(1));
        assertThat(MILL.store().count("tasks", "{\"crashRecoveries\":{\"$gt\":0}}"))
                .isZero();
    }
}
