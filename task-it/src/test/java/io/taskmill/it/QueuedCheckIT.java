package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.model.Priority;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands disappear from their work queues, and their tasks end all the same (invariant 1). */
class QueuedCheckIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    private static final Duration HEALED_WITHIN = Duration.ofMinutes(3);

    private static final String UNFINISHED = "{\"phase\":{\"$ne\":\"DONE\"}}";

    private static final String UNFINISHED_COUNTS = "{\"phase\":{\"$ne\":\"DONE\"},\"spec.type\":\"COUNT\"}";

    private static final int PURGED = 1_000;
    private static final int DELETED = 300;
    private static final int PAUSED = 50;
    private static final int SLOW = 45;

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startAllThreeAndLetTheTypesBeKnown() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launch("task-worker", "worker");
        MILL.with("TASKMILL_WORKER_SLOTS", "2").with("TASKMILL_WORKER_SLOTS_FOR_HIGH", "1");
        MILL.launchLedgerWorker("slow", folder.resolve("ledger"));
        MILL.awaitReady();
        for (String type : List.of("COUNT", "LEDGER")) {
            String first = tasks().submitOnceKnown(type, type.equals("COUNT") ? "{\"times\":0}" : "{\"millis\":1}");
            tasks().awaitState(first, "FINISHED", Duration.ofSeconds(30));
        }
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void whatWasPurgedOrDeletedIsPublishedAgainAndPausedOrSlowQueuesAreLeftAlone() {
        MILL.process("worker").terminate();
        MILL.process("worker").awaitExit(Duration.ofSeconds(40));
        submit(PURGED, Priority.NORMAL);
        submit(DELETED, Priority.LOW);
        submit(PAUSED, Priority.HIGH);
        List<String> slow = new ArrayList<>();
        IntStream.range(0, SLOW).forEach(_ -> slow.add(tasks().submit("LEDGER", "{\"millis\":2500}")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> STORE.count("tasks", UNFINISHED) == PURGED + DELETED + PAUSED + SLOW);
        await().atMost(Duration.ofSeconds(10)).until(() -> ready(Priority.NORMAL) == PURGED);

        BROKER.purge(queue(Priority.NORMAL));
        BROKER.delete(queue(Priority.LOW));
        long purged = System.nanoTime();

        await().atMost(HEALED_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ready(Priority.NORMAL) == PURGED && ready(Priority.LOW) == DELETED);
        assertThat(ready(Priority.HIGH)).isEqualTo(PAUSED);
        MILL.with("TASKMILL_WORKER_SLOTS", "64");
        MILL.launch("task-worker", "worker");
        await().atMost(HEALED_WITHIN.minusNanos(System.nanoTime() - purged))
                .until(() -> STORE.count("tasks", UNFINISHED_COUNTS) == 0);

        slow.forEach(id -> tasks().awaitState(id, "FINISHED", Duration.ofMinutes(3)));
        assertThat(STORE.count("tasks", "{\"state\":\"FINISHED\"}")).isEqualTo(2 + PURGED + DELETED + PAUSED + SLOW);
        assertThat(STORE.count("tasks", "{\"epoch\":{\"$gt\":1}}")).isZero();
        assertThat(repeated()).isEqualTo(PURGED + DELETED);
        assertThat(LedgerEntry.of(folder.resolve("ledger"), slow.getLast()))
                .filteredOn(entry -> entry.what() == LedgerEntry.What.START)
                .hasSize(1);
    }

    private static void submit(int tasks, Priority priority) {
        IntStream.range(0, tasks).forEach(_ -> tasks().submit("COUNT", "{\"times\":0}", priority));
    }

    private static String queue(Priority priority) {
        return "work.default." + priority.text();
    }

    /** Of a queue that may not exist. */
    private static long ready(Priority priority) {
        return BROKER.queueExists(queue(priority)) ? BROKER.ready(queue(priority)) : 0;
    }

    private static double repeated() {
        return MILL.tasks("projector").metric("taskmill_projector_commands_repeated_total");
    }
}
