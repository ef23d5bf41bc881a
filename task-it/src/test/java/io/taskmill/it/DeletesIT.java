package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.client.LiveTasks;
import io.taskmill.client.TaskStream;
import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.RunEvents;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tasks are deleted and stay so, whatever comes late (invariant 3), and are retried with other parameters. */
class DeletesIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();
    private static final WireCodec CODEC = new WireCodec();
    private static final Shards SHARDS = new Shards(8);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENTS = "taskmill_projector_task_events_total";
    private static final String CONFIRMED = "taskmill_publish_confirm_seconds_count";

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void startOneOfEach() {
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
    void ofAFinishedTaskNothingIsLeftForAnybodyToSee() {
        LiveTasks live = new LiveTasks(1_000);
        try (TaskmillClient client = new TaskmillClient(MILL.address("api"), Duration.ofSeconds(15));
                TaskStream _ = new TaskStream(List.of(client), Map.of(), live, new Random())) {
            String id = finished("LEDGER");
            await().atMost(PATIENCE).until(() -> live.tasks().stream()
                    .anyMatch(task -> task.id().equals(id) && task.finished()));
            await().atMost(PATIENCE).until(() -> counted() == STORE.count("tasks", "{\"state\":\"FINISHED\"}"));
            long before = counted();

            assertThat(tasks().delete(id).statusCode()).isEqualTo(204);

            await().atMost(PATIENCE)
                    .until(() -> live.tasks().stream().map(TaskView::id).noneMatch(id::equals));
            assertThat(tasks().statusOf(id)).isEqualTo(410);
            assertThat(tasks().body("/api/v1/tasks/" + id)).contains("task-deleted");
            assertThat(tasks().body("/api/v1/tasks?limit=200")).doesNotContain(id);
            await().atMost(PATIENCE).until(() -> counted() == before - 1);
            assertThat(tasks().cancel(id).statusCode()).isEqualTo(410);
            assertThat(tasks().retry(id).statusCode()).isEqualTo(410);
            assertThat(tasks().delete(id).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void aRunningTaskIsCancelledOnceThatIsConfirmedAndDeletedThen() {
        String id = tasks().submit("LEDGER", "{\"millis\":120000}");
        await().atMost(PATIENCE).until(() -> !entries(id).isEmpty());
        tasks().awaitTask(id, PATIENCE, task -> "RUNNING"
                .equals(task.path("phase").asString("")));

        HttpResponse<String> warned = tasks().delete(id);
        assertThat(warned.statusCode()).isEqualTo(409);
        assertThat(warned.body()).contains("task-pending", "what was done is not undone", "confirm=true");
        assertThat(tasks().get(id).path("phase").asString("")).isEqualTo("RUNNING");

        assertThat(tasks().delete(id, true, null).statusCode()).isIn(200, 202);
        JsonNode cancelled = tasks().awaitState(id, "CANCELLED", PATIENCE);
        assertThat(cancelled.at("/cancelled/reason").asString("")).isEqualTo("deleted");
        assertThat(cancelled.path("category").asString("")).isEqualTo("FAILED");
        assertThat(entries(id)).containsExactly(What.START, What.INTERRUPTED);

        assertThat(tasks().delete(id).statusCode()).isEqualTo(204);
        assertThat(tasks().statusOf(id)).isEqualTo(410);
    }

    @Test
    void aLateCommandOfADeletedTaskBringsNothingBackAndNoHandlerRunsOnIt() {
        for (String type : List.of("LEDGER", "STRICT_LEDGER")) {
            String id = finished(type);
            assertThat(tasks().delete(id).statusCode()).isEqualTo(204);
            double refused = refusals();

            // an ordinary run would begin before it is refused, and is not told apart from the first by an unmarked
            // command
            boolean again = type.equals("LEDGER");
            RunCommand late = command(type, id);
            publish(Outbound.command(late, SHARDS.of(late.task()), CODEC.encode(late), again));

            await().atMost(PATIENCE).until(() -> refusals() > refused);
            String queue = Topology.workQueue(late.spec().queue());
            await().atMost(PATIENCE).until(() -> BROKER.ready(queue) == 0 && BROKER.unacknowledged(queue) == 0);
            assertStaysDeleted(id);
        }
    }

    @Test
    void aLateStartOfADeletedTaskIsRefused() {
        String id = finished("LEDGER");
        assertThat(tasks().delete(id).statusCode()).isEqualTo(204);
        double refused = refusals();

        TaskId task = TaskId.parse(id);
        Run run = new Run("late-run", "late-session", "late", 1, Instant.now(), 0, null);
        RunEvents events = new RunEvents("late-session", List.of(new RunEvent.Start(task, 1, run, null)));
        publish(Outbound.event(SHARDS.of(task), CODEC.encode(events)));

        await().atMost(PATIENCE).until(() -> refusals() > refused);
        assertStaysDeleted(id);
    }

    @Test
    void aRetryWithOtherParametersRunsWithTheseAndItsHistoryTellsSo() {
        String id = tasks().submit("LEDGER", "{\"millis\":0,\"failures\":1,\"code\":\"WRONG\"}");
        tasks().awaitState(id, "FAILED", PATIENCE);
        assertThat(tasks().retry(id, "{\"params\":{\"millis\":\"soon\"}}").statusCode())
                .isEqualTo(422);

        assertThat(tasks().retry(id, "{\"params\":{\"millis\":1}}").statusCode())
                .isEqualTo(200);
        JsonNode task = tasks().awaitState(id, "FINISHED", PATIENCE);

        assertThat(task.path("params").toString()).isEqualTo("{\"millis\":1}");
        assertThat(task.path("history").valueStream().map(DeletesIT::told))
                .containsExactly(
                        "SUBMITTED 1 -",
                        "STARTED 1 -",
                        "FAILED 1 WRONG",
                        "RETRIED 2 EDITED",
                        "STARTED 2 -",
                        "FINISHED 2 -");
        assertThat(entries(id)).containsExactly(What.START, What.FAILED, What.START, What.END);
    }

    @Test
    void whoGotNoAnswerBecauseTheApiWasKilledAsksAgainAndIsToldThatItIsDone() {
        String id = finished("LEDGER");
        double published = confirmed();
        MILL.process("projector").suspend(); // so that nobody is answered yet
        try {
            CompletableFuture<HttpResponse<String>> unanswered =
                    CompletableFuture.supplyAsync(() -> tasks().delete(id, false, "deletion-1"));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> confirmed() > published);
            MILL.process("api").kill();
            assertThat(unanswered)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(UncheckedIOException.class);
        } finally {
            MILL.process("projector").resume();
        }
        MILL.launch("task-api", "api");
        MILL.awaitReady();

        await().atMost(PATIENCE)
                .until(() -> tasks().delete(id, false, "deletion-1").statusCode() == 204);
        assertStaysDeleted(id);
    }

    /** A task that has run once. */
    private static String finished(String type) {
        String id = tasks().submit(type, "{\"millis\":0}");
        tasks().awaitState(id, "FINISHED", PATIENCE);
        return id;
    }

    private static void assertStaysDeleted(String id) {
        assertThat(tasks().statusOf(id)).isEqualTo(410);
        assertThat(tasks().body("/api/v1/tasks?limit=200")).doesNotContain(id);
        assertThat(entries(id)).containsExactly(What.START, What.END);
    }

    private static List<What> entries(String id) {
        return LedgerEntry.of(ledger(), id).stream().map(LedgerEntry::what).toList();
    }

    private static long counted() {
        return JSON.readTree(tasks().body("/api/v1/tasks/summary"))
                .at("/states/FINISHED")
                .asLong(-1);
    }

    private static double refusals() {
        return MILL.tasks("projector").metric(EVENTS, "verdict=\"refused\"");
    }

    private static double confirmed() {
        return tasks().metric(CONFIRMED, "outcome=\"accepted\"");
    }

    private static String told(JsonNode entry) {
        return entry.path("kind").asString("") + " " + entry.path("epoch").intValue() + " "
                + entry.path("reason").asString("-");
    }

    /** The task's first command, as its submission made it. */
    private static RunCommand command(String type, String id) {
        boolean strict = type.startsWith("STRICT");
        TaskSpec spec = new TaskSpec(
                type,
                1,
                LedgerHandler.POOL,
                Priority.NORMAL,
                new Json("{\"millis\":0}"),
                null,
                null,
                null,
                Instant.now(),
                new TaskPolicy(TaskPolicy.DEFAULT.retry(), TaskPolicy.DEFAULT.timeouts(), strict));
        return new RunCommand(TaskId.parse(id), 1, spec);
    }

    private static void publish(Outbound message) {
        assertThat(BROKER.publish(message.exchange(), message.routingKey(), message.headers(), message.body()))
                .isTrue();
    }
}
