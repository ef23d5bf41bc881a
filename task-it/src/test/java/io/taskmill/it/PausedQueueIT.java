package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The check for commands that are missing from their queue leaves those of a paused pool alone until it is resumed. */
class PausedQueueIT {

    @RegisterExtension
    static final Mill MILL = new Mill().with("TASKMILL_WORKER_SLOTS", "4");

    private static final String POOL = "pools/" + LedgerHandler.POOL;
    private static final String QUEUE = "work.ledger.normal";
    private static final int TASKS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Workers and the projector act on a pause within four seconds. */
    private static final Duration KNOWN = Duration.ofSeconds(5);

    /** More than the minute after which a missing command is published again. */
    private static final Duration CHECKED = Duration.ofSeconds(80);

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startAllAndLetTheTypeBeKnown() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.awaitReady();
        tasks().awaitState(tasks().submitOnceKnown("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void aPausedQueueThatIsPurgedIsHealedAfterTheResumeAndNotBefore() {
        double repeated = repeated();
        await().atMost(PATIENCE)
                .until(() -> tasks().pause(POOL, "disks are full").statusCode() == 200);
        long known = System.currentTimeMillis() + KNOWN.toMillis();
        await().atMost(PATIENCE).until(() -> System.currentTimeMillis() > known);
        List<String> ids = IntStream.range(0, TASKS)
                .mapToObj(_ -> tasks().submit("LEDGER", "{\"millis\":0}"))
                .toList();
        await().atMost(PATIENCE).until(() -> MILL.broker().ready(QUEUE) == TASKS);

        MILL.broker().purge(QUEUE);

        await().atMost(CHECKED.plus(PATIENCE))
                .during(CHECKED)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> MILL.broker().ready(QUEUE) == 0 && repeated() == repeated);
        assertThat(count(ids, What.START)).isZero();

        await().atMost(PATIENCE).until(() -> tasks().resume(POOL).statusCode() == 200);
        ids.forEach(id -> tasks().awaitState(id, "FINISHED", PATIENCE));
        assertThat(count(ids, What.START)).isEqualTo(TASKS);
        assertThat(count(ids, What.END)).isEqualTo(TASKS);
        assertThat(repeated() - repeated).isEqualTo(TASKS);
    }

    private static long count(List<String> ids, What what) {
        return LedgerEntry.all(ledger()).stream()
                .filter(entry -> entry.what() == what && ids.contains(entry.task()))
                .count();
    }

    private static double repeated() {
        return MILL.tasks("projector").metric("taskmill_projector_commands_repeated_total");
    }
}
