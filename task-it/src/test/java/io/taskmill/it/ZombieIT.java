package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.FaultProxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two workers that are taken for dead and are not: one is frozen for two leases, one is cut off from the broker for as long.
 * A third one takes up what they had. What they then say counts for nothing, and they begin anew.
 */
@Tag(ALONE)
class ZombieIT {

    private static final Logger LOG = LoggerFactory.getLogger(ZombieIT.class);
    private static final Clock CLOCK = Clock.systemUTC();

    private static final Duration LEASE = Duration.ofSeconds(15);

    /** Two leases and what it takes until the broker has given up the silent connection and others have their grants. */
    private static final Duration AWAY = LEASE.multipliedBy(2).plusSeconds(5);

    private static final Duration TOLD_WITHIN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Ends while its worker is frozen, and says so as soon as that goes on. */
    private static final String ENDS_FROZEN = "{\"millis\":20000}";

    private static final String LONG = "{\"millis\":1000,\"rounds\":100000}";
    private static final int OF_EACH = 24;

    @RegisterExtension
    static final Mill MILL = new Mill();

    @TempDir
    static Path folder = Path.of("");

    private static final List<String> tasks = new ArrayList<>();
    private static final List<String> strict = new ArrayList<>();

    private static Optional<FaultProxy> open = Optional.empty();
    private static long stoppedAt;
    private static long resumedAt;
    private static double refusedBefore;

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks api() {
        return MILL.tasks("api");
    }

    @BeforeAll
    static void takeTwoWorkersForDead() {
        FaultProxy proxy = FaultProxy.to(MILL.broker().host(), MILL.broker().port());
        open = Optional.of(proxy);
        startThreeWorkers(proxy.port());
        for (int i = 0; i < OF_EACH; i++) {
            tasks.add(api().submit("LEDGER", ENDS_FROZEN));
            tasks.add(api().submit("LEDGER", LONG));
            strict.add(api().submit("STRICT_LEDGER", LONG));
        }
        tasks.addAll(strict);
        await("all run")
                .atMost(PATIENCE)
                .until(() -> MILL.store().count("tasks", "{\"phase\":\"RUNNING\"}") == tasks.size());
        refusedBefore = refused();

        stoppedAt = CLOCK.millis();
        MILL.process("frozen").suspend();
        proxy.cut();
        long began = System.nanoTime();
        await().atMost(PATIENCE).until(() -> System.nanoTime() - began >= AWAY.toNanos());
        resumedAt = CLOCK.millis();
        MILL.process("frozen").resume();
        await().atMost(PATIENCE).until(() -> CLOCK.millis() - resumedAt >= TOLD_WITHIN.toMillis());
        proxy.mend(); // only now: what it has kept would be told at the very moment that is measured
    }

    /** @param cutOff where one of them believes the broker to be */
    private static void startThreeWorkers(int cutOff) {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("frozen", ledger());
        MILL.launchLedgerWorker("cut-off", ledger(), Map.of("SPRING_RABBITMQ_PORT", Integer.toString(cutOff)));
        MILL.launchLedgerWorker("heir", ledger(), Map.of("TASKMILL_WORKER_SLOTS", "120"));
        MILL.awaitReady();
        for (String type : List.of("LEDGER", "STRICT_LEDGER")) {
            api().awaitState(api().submitOnceKnown(type, "{\"millis\":0}"), "FINISHED", PATIENCE);
        }
    }

    @AfterAll
    static void closeProxy() {
        open.ifPresent(FaultProxy::close);
    }

    /** Run events that the projector has refused, whatever the reason. */
    private static double refused() {
        return MILL.tasks("projector").metric("taskmill_projector_task_events_total", "verdict=\"refused\"");
    }

    private static List<String> begunOn(String worker, List<String> among) {
        long pid = MILL.process(worker).pid();
        List<String> begun = LedgerEntry.all(ledger()).stream()
                .filter(entry -> entry.what() == What.START && entry.epoch() == 1 && entry.pid() == pid)
                .map(LedgerEntry::task)
                .filter(among::contains)
                .toList();
        assertThat(begun).as("begun on %s", worker).isNotEmpty();
        return begun;
    }

    private static List<LedgerEntry> entries(String task, int epoch) {
        return LedgerEntry.of(ledger(), task).stream()
                .filter(entry -> entry.epoch() == epoch)
                .toList();
    }

    @Test
    void whatTheyHadGoesOnElsewhereOnce() {
        long heir = MILL.process("heir").pid();
        Map<String, LedgerEntry> soon = new HashMap<>();
        for (String worker : List.of("frozen", "cut-off")) {
            for (String task : begunOn(worker, tasks)) {
                await().atMost(PATIENCE).until(() -> !entries(task, 2).isEmpty());
                List<LedgerEntry> starts = entries(task, 2).stream()
                        .filter(entry -> entry.what() == What.START)
                        .toList();
                soon.put(task, starts.getFirst());
                assertThat(starts.subList(1, starts.size()))
                        .as("what was sent to a frozen worker begins when it wakes, and is stopped")
                        .allMatch(start -> start.pid() != heir && start.atMillis() >= resumedAt);
            }
        }
        // a command that the broker has sent to a worker without life is sent elsewhere when it gives up the connection
        soon.values().removeIf(start -> start.atMillis() >= resumedAt);
        assertThat(soon).hasSizeGreaterThan(tasks.size() / 4);
        assertThat(soon.values()).extracting(LedgerEntry::pid).containsOnly(heir);
        begunOn("heir", tasks).forEach(task -> assertThat(entries(task, 2)).isEmpty());
    }

    @Test
    void whoeverWakesIsToldAndItsHandlersAreInterruptedWithinTwoSeconds() {
        List<Long> waits = new ArrayList<>();
        for (String task : begunOn("frozen", tasks)) {
            LedgerEntry last = awaitLast(task);
            if (last.what() == What.INTERRUPTED) {
                waits.add(last.atMillis() - resumedAt);
            }
        }
        LOG.info(
                "from SIGCONT to the interrupt, millis: {}",
                waits.stream().sorted().toList());
        assertThat(waits).isNotEmpty().allMatch(wait -> wait <= TOLD_WITHIN.toMillis());
    }

    /** The end of the first run, which its worker wrote after it woke. */
    private static LedgerEntry awaitLast(String task) {
        await(task + " has ended on its first worker").atMost(PATIENCE).until(() -> {
            What last = entries(task, 1).getLast().what();
            return last == What.INTERRUPTED || last == What.END;
        });
        return entries(task, 1).getLast();
    }

    @Test
    void whatTheySayIsRefusedAndCounted() {
        List<String> told = begunOn("frozen", tasks).stream()
                .filter(task -> awaitLast(task).what() == What.END)
                .toList();
        assertThat(told).as("runs that came to their end and told it").isNotEmpty();
        await().atMost(PATIENCE).until(() -> refused() - refusedBefore >= told.size());
        for (String task : told) {
            assertThat(api().get(task).path("epoch").intValue()).isEqualTo(2);
            assertThat(api().awaitState(task, "FINISHED", PATIENCE)
                            .path("worker")
                            .asString())
                    .isEqualTo("heir");
        }
    }

    @Test
    void aStrictRunEndsWithTheLeaseThatCannotBeRenewedAndTheNextBeginsAfterIt() {
        List<Long> stops = new ArrayList<>();
        for (String task : begunOn("cut-off", strict)) {
            LedgerEntry last = awaitLast(task);
            assertThat(last.what()).isEqualTo(What.INTERRUPTED);
            stops.add(last.atMillis() - stoppedAt);
            assertThat(entries(task, 2).getFirst().atMillis()).isGreaterThan(last.atMillis());
        }
        LOG.info(
                "from the cut to the end of strict runs, millis: {}",
                stops.stream().sorted().toList());
        // the last confirmed heartbeat was before the cut
        assertThat(stops).allMatch(stop -> stop <= LEASE.toMillis());
    }

    @Test
    void theyBeginNewSessionsAndTakeWorkAgain() {
        List<String> anew = IntStream.range(0, 60)
                .mapToObj(_ -> api().submit("LEDGER", "{\"millis\":1000}"))
                .toList();
        anew.forEach(task -> api().awaitState(task, "FINISHED", PATIENCE));
        assertThat(anew.stream().map(task -> entries(task, 1).getFirst().pid()).distinct())
                .contains(MILL.process("frozen").pid(), MILL.process("cut-off").pid());
        assertThat(MILL.store().count("sessions", "{\"status\":\"LOST\"}")).isEqualTo(2);
        assertThat(MILL.store().count("sessions", "{\"status\":\"ACTIVE\"}")).isEqualTo(3);
    }
}
