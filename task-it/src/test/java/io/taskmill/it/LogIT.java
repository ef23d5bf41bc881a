package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.client.TaskLog;
import io.taskmill.client.TaskmillClient;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.model.LogEntry;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.RunLog;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What handlers log is there whole, in order and once, whatever was killed, and goes with its task. */
class LogIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();
    private static final WireCodec CODEC = new WireCodec();
    private static final Shards SHARDS = new Shards(8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Several chunks of them are on their way at any time. */
    private static final int LINES = 20_000;

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startOneOfEach() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-api", "api");
        launchWorker();
        MILL.awaitReady();
        tasks().awaitState(tasks().submitOnceKnown("LEDGER", "{\"millis\":0}"), "FINISHED", PATIENCE);
    }

    private static void launchWorker() {
        MILL.launchLedgerWorker("worker", folder.resolve("ledger"));
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void theLogOfATaskWhoseWorkerAndProjectorAreKilledHasTheLinesOfBothRuns() {
        String id = tasks().submit("LEDGER", "{\"millis\":8000,\"lines\":" + LINES + "}");
        await().atMost(PATIENCE).until(() -> chunks(id) >= 3);

        MILL.process("worker").kill();
        MILL.process("projector").kill();
        MILL.launch("task-projector", "projector");
        launchWorker();
        MILL.awaitReady();

        tasks().awaitState(id, "FINISHED", PATIENCE);
        List<TaskLog.Entry> log = log(id);
        List<TaskLog.Entry> first =
                log.stream().filter(entry -> entry.epoch() == 1).toList();
        List<TaskLog.Entry> second =
                log.stream().filter(entry -> entry.epoch() == 2).toList();
        assertThat(first).as("lines of the killed run").hasSizeBetween(1, LINES - 1);
        assertThat(texts(first)).isEqualTo(lines(first.size()));
        assertThat(first)
                .extracting(TaskLog.Entry::run)
                .containsOnly(first.getFirst().run());
        assertThat(texts(second)).isEqualTo(lines(LINES));
        assertThat(log)
                .hasSize(first.size() + second.size())
                .extracting(TaskLog.Entry::epoch)
                .isSorted();
    }

    @Test
    void aTaskThatIsSeenToHaveEndedHasItsWholeLog() {
        for (int round = 0; round < 20; round++) {
            String id = tasks().submit("LEDGER", "{\"millis\":0,\"lines\":100}");
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> "FINISHED".equals(tasks().get(id).path("state").asString("")));
            assertThat(texts(log(id))).isEqualTo(lines(100));
        }
    }

    @Test
    void aDeletedTaskHasNoLogAndWhatComesLateBringsNoneBack() {
        String id = tasks().submit("LEDGER", "{\"millis\":0,\"lines\":1000}");
        tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(chunks(id)).isPositive();

        assertThat(tasks().delete(id).statusCode()).isEqualTo(204);
        assertThat(chunks(id)).isZero();
        assertThat(tasks().status("/api/v1/tasks/" + id + "/log")).isEqualTo(410);

        publish(chunk(TaskId.parse(id)));
        awaitFolded(TaskId.parse(id));
        assertThat(chunks(id)).isZero();
    }

    @Test
    void theLogOfATaskThatNobodyKnowsIsADeadLetter() {
        TaskId unknown = new TaskId(UUID.randomUUID());
        publish(chunk(unknown));

        await().atMost(PATIENCE)
                .until(() -> tasks().body("/api/v1/dead-letters").contains("log of task " + unknown));
        assertThat(chunks(unknown.toString())).isZero();
    }

    private static RunLog chunk(TaskId task) {
        return new RunLog(task, 1, "late-run", 0, List.of(new LogEntry(Instant.now(), "late")));
    }

    /** What came to the task's shard before is folded. */
    private static void awaitFolded(TaskId task) {
        String queue = Topology.eventQueue(SHARDS.of(task));
        await().atMost(PATIENCE).until(() -> BROKER.ready(queue) == 0 && BROKER.unacknowledged(queue) == 0);
    }

    private static void publish(RunLog log) {
        Outbound outbound = Outbound.event(SHARDS.of(log.task()), CODEC.encode(log));
        assertThat(BROKER.publish(outbound.exchange(), outbound.routingKey(), outbound.headers(), outbound.body()))
                .isTrue();
    }

    private static long chunks(String id) {
        return STORE.count("runLogs", "{\"_id\":{\"$regex\":\"^" + id + "/\"}}");
    }

    /** All pages. */
    private static List<TaskLog.Entry> log(String id) {
        List<TaskLog.Entry> all = new ArrayList<>();
        try (TaskmillClient client = new TaskmillClient(MILL.address("api"), Duration.ofSeconds(15))) {
            @Nullable String cursor = null;
            do {
                TaskLog page = client.log(id, 200, cursor);
                all.addAll(page.items());
                cursor = page.next();
            } while (cursor != null);
        }
        return all;
    }

    private static List<String> texts(List<TaskLog.Entry> entries) {
        return entries.stream().map(TaskLog.Entry::text).toList();
    }

    private static List<String> lines(int count) {
        return IntStream.range(0, count).mapToObj(line -> "line " + line).toList();
    }
}
