package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.testkit.LocalServers;
import io.taskmill.testkit.LocalServers.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks whose runs wait for their grant (invariants 2 and 5). */
@Tag(ALONE)
class StrictStartIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startTwoWorkersOfFewSlots() {
        MILL.with("TASKMILL_WORKER_SLOTS", "4").with("TASKMILL_WORKER_SLOTS_FOR_HIGH", "1");
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        MILL.launchLedgerWorker("worker-1", ledger());
        MILL.launchLedgerWorker("worker-2", ledger());
        MILL.awaitReady();
        for (String type : List.of("LEDGER", "STRICT_LEDGER")) {
            tasks().awaitState(tasks().submitOnceKnown(type, "{\"millis\":0}"), "FINISHED", PATIENCE);
        }
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void aTaskThatIsCancelledBeforeItsStartNeverStarts() {
        List<String> ids = IntStream.range(0, 60)
                .mapToObj(_ -> tasks().submit("STRICT_LEDGER", "{\"millis\":300}"))
                .toList();
        Map<String, JsonNode> cancelled = new HashMap<>();
        for (String id : ids.reversed()) {
            if (tasks().cancel(id).statusCode() == 200) {
                cancelled.put(id, tasks().get(id));
            }
        }

        int never = 0;
        for (String id : cancelled.keySet()) {
            JsonNode task = tasks().awaitState(id, "CANCELLED", PATIENCE);
            if (!task.hasNonNull("started")) {
                never++;
                assertThat(LedgerEntry.of(ledger(), id)).isEmpty();
            }
        }
        assertThat(never).as("cancelled before they started").isPositive();
        await().atMost(PATIENCE).until(() -> MILL.broker().ready("work.ledger.strict-normal") == 0);
        String last = tasks().submit("STRICT_LEDGER", "{\"millis\":0}");
        tasks().awaitState(last, "FINISHED", PATIENCE);
        cancelled.keySet().stream()
                .filter(id -> !tasks().get(id).hasNonNull("started"))
                .forEach(id -> assertThat(LedgerEntry.of(ledger(), id)).isEmpty());
    }

    @Test
    void eachRunsOnceAlsoWhenAWorkerIsKilled() {
        List<String> ids = IntStream.range(0, 40)
                .mapToObj(_ -> tasks().submit("STRICT_LEDGER", "{\"millis\":400}"))
                .toList();
        await().atMost(PATIENCE)
                .until(() -> ids.stream()
                                .filter(id -> !LedgerEntry.of(ledger(), id).isEmpty())
                                .count()
                        > 5);
        MILL.process("worker-2").kill();
        MILL.launchLedgerWorker("worker-2", ledger());

        for (String id : ids) {
            tasks().awaitState(id, "FINISHED", Duration.ofSeconds(90));
            List<LedgerEntry> entries = LedgerEntry.of(ledger(), id);
            assertThat(entries).filteredOn(entry -> entry.what() == What.END).hasSize(1);
            assertThat(entries.stream().map(LedgerEntry::epoch).distinct().count())
                    .as("a run for each epoch, never two of one: %s", entries)
                    .isEqualTo(entries.stream()
                            .filter(entry -> entry.what() == What.START)
                            .count());
        }
        MILL.awaitReady();
    }

    @Test
    void withoutTheStoreStrictOnesWaitAndOthersRunOn() {
        assumeTrue(
                LocalServers.serve(MILL.broker(), MILL.store()),
                "only this checkout's own servers are this test's to stop");
        List<String> strict = new ArrayList<>();
        List<String> others = new ArrayList<>();
        LocalServers.stop(Server.MONGODB);
        try {
            IntStream.range(0, 20).forEach(_ -> {
                strict.add(tasks().submit("STRICT_LEDGER", "{\"millis\":10}"));
                others.add(tasks().submit("LEDGER", "{\"millis\":10}"));
            });
            // one that a full worker gave back to its queue counts as redelivered, and asks as well
            await().atMost(PATIENCE)
                    .until(() -> others.stream().filter(StrictStartIT::hasEnded).count() >= 15);
            assertThat(strict).noneMatch(id -> !LedgerEntry.of(ledger(), id).isEmpty());
        } finally {
            LocalServers.start(Server.MONGODB);
        }
        for (String id : strict) {
            tasks().awaitState(id, "FINISHED", Duration.ofSeconds(60));
            assertThat(LedgerEntry.of(ledger(), id))
                    .extracting(LedgerEntry::what)
                    .containsExactly(What.START, What.END);
        }
        others.forEach(id -> tasks().awaitState(id, "FINISHED", Duration.ofSeconds(60)));
    }

    private static boolean hasEnded(String id) {
        return LedgerEntry.of(ledger(), id).stream().anyMatch(entry -> entry.what() == What.END);
    }
}
