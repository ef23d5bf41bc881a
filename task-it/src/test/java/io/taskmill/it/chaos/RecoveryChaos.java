package io.taskmill.it.chaos;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.model.Priority;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long one fault by itself is felt, each of them so often: the system property {@code taskmill.chaos.repeats}, 3 by
 * default.
 */
@Tag(ALONE)
class RecoveryChaos {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryChaos.class);

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_SLOTS", "64").with("TASKMILL_WORKER_ACK_AFTER", "1s");

    private static final int REPEATS = Integer.getInteger("taskmill.chaos.repeats", 3);
    private static final int RUNS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LEASE_AND_FIVE = Duration.ofSeconds(20);
    private static final Clock CLOCK = Clock.systemUTC();

    /** Long enough to be there when its worker is killed, and to be looked at elsewhere. */
    private static final String LONG = "{\"millis\":500,\"rounds\":120}";

    /** More than there are shards, so that each has one. */
    private static final int OVER_ALL_SHARDS = 60;

    @TempDir
    static Path folder = Path.of("");

    private static Path runs() {
        return folder.resolve("runs");
    }

    private static HttpTasks api() {
        return MILL.tasks("api-1");
    }

    @BeforeAll
    static void start() {
        assumeTrue(
                LocalServers.serve(MILL.broker(), MILL.store()), "only this checkout's own servers are to be killed");
        MILL.launch("task-api", "api-1");
        List.of("projector-1", "projector-2").forEach(name -> MILL.launch("task-projector", name));
        Cast.WORKERS.forEach(RecoveryChaos::launchWorker);
        MILL.awaitReady();
        api().awaitState(api().submitOnceKnown("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
    }

    private static void launchWorker(String name) {
        MILL.launchLedgerWorker(name, runs());
    }

    /** As long as commands are unacknowledged, their delivery to others makes the probe look; else the lease decides. */
    @Test
    void theTasksOfAKilledWorkerRunElsewhere() {
        Spread unacknowledged = new Spread();
        Spread acknowledged = new Spread();
        for (int i = 0; i < REPEATS; i++) {
            killOne(Cast.WORKERS.get(i % Cast.WORKERS.size()), false).forEach(unacknowledged::add);
            killOne(Cast.WORKERS.get((i + 1) % Cast.WORKERS.size()), true).forEach(acknowledged::add);
        }
        LOG.info(
                "tasks of {} killed workers run elsewhere: unacknowledged ones {}; acknowledged ones {}",
                2 * REPEATS,
                unacknowledged,
                acknowledged);
        assertThat(unacknowledged.median()).isLessThan(Duration.ofSeconds(6));
        assertThat(unacknowledged.longest()).isLessThan(LEASE_AND_FIVE);
        assertThat(acknowledged.longest()).isLessThan(LEASE_AND_FIVE);
    }

    /** How long it takes until each task of that worker runs elsewhere. */
    private static List<Duration> killOne(String victim, boolean acknowledged) {
        List<String> tasks = IntStream.range(0, RUNS)
                .mapToObj(_ -> api().submit("LEDGER", LONG))
                .toList();
        await().atMost(PATIENCE).until(() -> starts().keySet().containsAll(tasks));
        if (acknowledged) {
            String work = Topology.workQueue(LedgerHandler.POOL, Priority.NORMAL);
            await("longer than the broker's count is old, and than commands are kept")
                    .during(Duration.ofSeconds(4))
                    .atMost(PATIENCE)
                    .until(() -> MILL.broker().unacknowledged(work) == 0);
        }
        long pid = MILL.process(victim).pid();
        List<String> lost = tasks.stream()
                .filter(task -> lastStart(starts(), task).pid() == pid)
                .toList();
        long killed = CLOCK.millis();
        MILL.process(victim).kill();
        await().atMost(PATIENCE).until(() -> {
            Map<String, List<LedgerEntry>> starts = starts();
            return lost.stream().allMatch(task -> lastStart(starts, task).pid() != pid);
        });
        Map<String, List<LedgerEntry>> starts = starts();
        List<Duration> took = lost.stream()
                .map(task -> Duration.ofMillis(lastStart(starts, task).atMillis() - killed))
                .toList();
        LedgerEntry.close(runs());
        tasks.forEach(task -> api().awaitState(task, "FINISHED", PATIENCE));
        LedgerEntry.reopen(runs());
        launchWorker(victim);
        MILL.awaitReady(victim);
        return took;
    }

    private static LedgerEntry lastStart(Map<String, List<LedgerEntry>> starts, String task) {
        return Objects.requireNonNull(starts.get(task)).getLast();
    }

    private static Map<String, List<LedgerEntry>> starts() {
        Map<String, List<LedgerEntry>> starts = new HashMap<>();
        LedgerEntry.all(runs()).stream()
                .filter(entry -> entry.what() == What.START)
                .forEach(entry -> starts.merge(entry.task(), List.of(entry), RecoveryChaos::joined));
        return starts;
    }

    private static List<LedgerEntry> joined(List<LedgerEntry> first, List<LedgerEntry> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Test
    void theShardsOfAKilledProjectorAreFoldedAgain() {
        Spread times = new Spread();
        for (int i = 0; i < REPEATS; i++) {
            String victim = Cast.PROJECTORS.get(i % 2);
            await().atMost(PATIENCE).until(() -> MILL.tasks(victim).metric("taskmill_projector_shards_held") == 4);
            long killed = System.nanoTime();
            MILL.process(victim).kill();
            List<String> tasks = IntStream.range(0, OVER_ALL_SHARDS)
                    .mapToObj(_ -> api().submit("LEDGER", "{\"millis\":0}"))
                    .toList();
            tasks.forEach(task -> api().awaitState(task, "FINISHED", PATIENCE));
            times.add(Duration.ofNanos(System.nanoTime() - killed));
            MILL.launch("task-projector", victim);
            MILL.awaitReady(victim);
        }
        LOG.info("shards of a killed projector are folded again: {}", times);
        assertThat(times.longest()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void submissionsAreAcceptedAfterTheBrokersReturn() throws InterruptedException {
        Spread times = new Spread();
        for (int i = 0; i < REPEATS; i++) {
            LocalServers.kill(Server.RABBITMQ);
            LocalServers.start(Server.RABBITMQ);
            long back = System.nanoTime();
            while (!isAccepted()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            times.add(Duration.ofNanos(System.nanoTime() - back));
            api().awaitState(api().submitOnceKnown("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
        }
        LOG.info("submissions are accepted after the broker's return: {}", times);
        assertThat(times.longest()).isLessThan(Duration.ofSeconds(10));
    }

    private static boolean isAccepted() {
        try {
            return api().post("LEDGER", "{\"millis\":0}").statusCode() == 202;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
