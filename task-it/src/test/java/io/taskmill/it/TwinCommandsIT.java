package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.MessageHeaders;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.testkit.EmbeddedServers;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One command in a queue twice, and two workers that take it (invariant 2). */
@Tag(ALONE)
@Tag(EmbeddedServers.EMBEDDED)
class TwinCommandsIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();

    @TempDir
    static Path folder = Path.of("");

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    @BeforeAll
    static void startAProjectorAndTwoWorkers() {
        MILL.launch("task-projector", "projector");
        MILL.launchLedgerWorker("worker-1", ledger());
        MILL.launchLedgerWorker("worker-2", ledger());
        MILL.awaitReady();
        await().atMost(Duration.ofSeconds(60)).until(() -> STORE.count("sessions", "{\"status\":\"ACTIVE\"}") == 2);
        await().atMost(Duration.ofSeconds(30)).until(() -> BROKER.queueExists("work.ledger.normal"));
    }

    @Test
    void ofTwoUnmarkedOnesOneRunsToItsEndAndTheOtherIsStoppedWithinASecond() {
        RunCommand command = command(3_000);
        publish(command, false);
        publish(command, false);

        String task = command.task().toString();
        await().atMost(Duration.ofSeconds(20)).until(() -> STORE.count("tasks", "{\"state\":\"FINISHED\"}") == 1);
        List<LedgerEntry> entries = LedgerEntry.of(ledger(), task);
        assertThat(entries)
                .extracting(LedgerEntry::what)
                .filteredOn(What.END::equals)
                .hasSize(1);
        List<LedgerEntry> starts =
                entries.stream().filter(entry -> entry.what() == What.START).toList();
        List<LedgerEntry> stopped = entries.stream()
                .filter(entry -> entry.what() == What.INTERRUPTED)
                .toList();
        assertThat(starts)
                .as("both workers took it")
                .extracting(LedgerEntry::pid)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(stopped).hasSize(1);
        assertThat(stopped.getFirst().atMillis() - starts.getLast().atMillis()).isLessThan(1_000);
        assertThat(entries).allMatch(entry -> entry.epoch() == 1);
    }

    @Test
    void oneThatIsMarkedAgainNeverStartsBesideTheFirst() {
        RunCommand command = command(3_000);
        publish(command, false);
        publish(command, true);

        String task = command.task().toString();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> LedgerEntry.of(ledger(), task).stream().anyMatch(entry -> entry.what() == What.END));
        await().atMost(Duration.ofSeconds(10)).until(() -> BROKER.unacknowledged("work.ledger.normal") == 0);
        assertThat(LedgerEntry.of(ledger(), task)).extracting(LedgerEntry::what).containsExactly(What.START, What.END);
    }

    private static RunCommand command(int millis) {
        TaskSpec spec = new TaskSpec(
                "LEDGER",
                1,
                LedgerHandler.POOL,
                Priority.NORMAL,
                new Json("{\"millis\":" + millis + "}"),
                null,
                null,
                null,
                Instant.now());
        return new RunCommand(new TaskId(UUID.randomUUID()), 1, spec);
    }

    private static void publish(RunCommand command, boolean again) {
        String key = Topology.runKey(LedgerHandler.POOL, Priority.NORMAL, new Shards(8).of(command.task()));
        boolean routed = BROKER.publish(
                Topology.COMMANDS,
                key,
                again ? Map.of(MessageHeaders.AGAIN, true) : Map.of(),
                new WireCodec().encode(command));
        assertThat(routed).isTrue();
    }
}
