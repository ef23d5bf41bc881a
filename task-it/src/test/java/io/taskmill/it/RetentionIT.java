package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.client.LiveTasks;
import io.taskmill.client.TaskStream;
import io.taskmill.client.TaskView;
import io.taskmill.client.TaskmillClient;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.task.Claims;
import io.taskmill.model.task.Dependencies;
import io.taskmill.model.task.End;
import io.taskmill.model.task.Families;
import io.taskmill.model.task.History;
import io.taskmill.model.task.HistoryEntry;
import io.taskmill.model.task.HistoryEntry.Kind;
import io.taskmill.model.task.Rollback;
import io.taskmill.model.task.Task;
import io.taskmill.store.Change;
import io.taskmill.store.TaskStore;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tasks that ended longer ago than they are kept are deleted, as anybody would delete them. */
class RetentionIT {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionIT.class);

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealStore STORE = MILL.store();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String DELETED = "taskmill_projector_old_tasks_deleted_total";

    /** Older than anything is kept unless said otherwise. */
    private static final Duration OLD = Duration.ofDays(91);

    private static final int BACKLOG = 20_000;
    private static final int AT_ONCE = 2_000;
    private static final String OF_BACKLOG = "{\"spec.creator\":\"backlog\"}";
    private static final String REMAINS = "{\"deleted.actor\":\"taskmill:retention\"}";

    /** On two cores that others use too; a task takes a small part of that when nothing is deleted. */
    private static final Duration NO_LONGER_THAN = Duration.ofSeconds(5);

    @BeforeAll
    static void startOneOfEach() {
        MILL.startOneOfEach();
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    @Test
    void whatIsOldGoesByItsStateAndEverybodyIsTold() {
        List<String> young = submitted(3, "COUNT", "{\"times\":0}", "FINISHED");
        List<String> finished = submitted(5, "COUNT", "{\"times\":0}", "FINISHED");
        List<String> failed = submitted(3, "FAIL", "{\"message\":\"no\"}", "FAILED");
        List<String> cancelled = cancelled(4);
        LiveTasks live = new LiveTasks(1_000);
        try (TaskmillClient client = new TaskmillClient(MILL.address("api"), Duration.ofSeconds(15));
                TaskStream _ = new TaskStream(List.of(client), Map.of(), live, new Random())) {
            await().atMost(PATIENCE)
                    .until(() ->
                            shown(live).containsAll(finished) && shown(live).containsAll(cancelled));

            Map<String, Double> before = deleted();
            List.of(finished, failed, cancelled).forEach(RetentionIT::makeOld);

            await().atMost(PATIENCE).until(() -> noneOf(finished, shown(live)) && noneOf(cancelled, shown(live)));
            assertThat(shown(live)).containsAll(young).containsAll(failed);
            assertThat(deleted())
                    .isEqualTo(Map.of(
                            "finished", Objects.requireNonNull(before.get("finished")) + finished.size(),
                            "cancelled", Objects.requireNonNull(before.get("cancelled")) + cancelled.size(),
                            "failed", Objects.requireNonNull(before.get("failed"))));
        }
        assertThat(finished).allSatisfy(id -> assertThat(tasks().statusOf(id)).isEqualTo(410));
        assertThat(cancelled)
                .allSatisfy(id -> assertThat(tasks().retry(id).statusCode()).isEqualTo(410));
        assertThat(failed).allSatisfy(id -> assertThat(tasks().statusOf(id)).isEqualTo(200));
        assertThat(young).allSatisfy(id -> assertThat(tasks().statusOf(id)).isEqualTo(200));
        await().atMost(PATIENCE).untilAsserted(RetentionIT::assertThatTheSummaryIsExact);
    }

    @Test
    void aBacklogGoesWithoutHoldingUpOthersAndThoughTheProjectorIsKilledNothingIsHalfDone() {
        MILL.process("projector").kill();
        long before = STORE.count("tasks", REMAINS);
        storeBacklog();
        MILL.launch("task-projector", "projector");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> left() < BACKLOG);

        MILL.process("projector").kill();
        long killedAt = left();
        assertThat(killedAt).as("left by the one that was killed").isPositive();
        await().atMost(PATIENCE) // a write may still be on its way
                .until(() -> left() + STORE.count("tasks", REMAINS) - before == BACKLOG);
        assertThatNothingIsHalfDone();

        MILL.launch("task-projector", "projector");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> left() < killedAt);
        LOG.info("first task after the start time={}", timeOfATask()); // which others wait for longer
        List<Duration> live = new ArrayList<>();
        while (left() > 0) {
            live.add(timeOfATask());
        }
        live.sort(Comparator.naturalOrder());
        Duration median = live.get(live.size() / 2);
        LOG.info("beside a backlog of {} tasks={} median={} slowest={}", killedAt, live.size(), median, live.getLast());
        assertThat(live.getLast()).isLessThan(NO_LONGER_THAN);
        assertThatNothingIsHalfDone();
        assertThat(STORE.count("tasks", REMAINS) - before).isEqualTo(BACKLOG);
        await().atMost(PATIENCE).untilAsserted(RetentionIT::assertThatTheSummaryIsExact);
    }

    private static void assertThatNothingIsHalfDone() {
        assertThat(STORE.count(
                        "tasks",
                        "{\"deleted\":{\"$exists\":true},\"$or\":["
                                + "{\"spec\":{\"$exists\":true}},{\"state\":{\"$exists\":true}},"
                                + "{\"history\":{\"$exists\":true}},{\"outbox\":{\"$exists\":true}},"
                                + "{\"expires\":{\"$exists\":false}}]}"))
                .isZero();
        assertThat(STORE.count("tasks", "{\"state\":{\"$exists\":true},\"spec\":{\"$exists\":false}}"))
                .isZero();
    }

    private static long left() {
        return STORE.count("tasks", OF_BACKLOG);
    }

    private static Duration timeOfATask() {
        long began = System.nanoTime();
        tasks().awaitState(tasks().submit("COUNT", "{\"times\":0}"), "FINISHED", PATIENCE);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static List<String> submitted(int tasks, String type, String params, String state) {
        List<String> ids = IntStream.range(0, tasks)
                .mapToObj(_ -> tasks().submitOnceKnown(type, params))
                .toList();
        ids.forEach(id -> tasks().awaitState(id, state, PATIENCE));
        return ids;
    }

    private static List<String> cancelled(int tasks) {
        List<String> ids = IntStream.range(0, tasks)
                .mapToObj(_ -> tasks().submit("COUNT", "{\"times\":600}"))
                .toList();
        ids.forEach(id -> assertThat(tasks().cancel(id).statusCode()).isIn(200, 202));
        ids.forEach(id -> tasks().awaitState(id, "CANCELLED", PATIENCE));
        return ids;
    }

    /** As if they had ended then; nobody has a task that has ended in memory. */
    private static void makeOld(Collection<String> ids) {
        List<UUID> keys = ids.stream().map(UUID::fromString).toList();
        STORE.withDatabase(database -> database.getCollection("tasks")
                .updateMany(
                        new Document("_id", new Document("$in", keys)),
                        new Document(
                                "$set",
                                new Document("since", Date.from(Instant.now().minus(OLD))))));
    }

    private static List<String> shown(LiveTasks live) {
        return live.tasks().stream().map(TaskView::id).toList();
    }

    private static boolean noneOf(List<String> ids, List<String> shown) {
        return ids.stream().noneMatch(shown::contains);
    }

    /** How many this projector has deleted, by state. */
    private static Map<String, Double> deleted() {
        HttpTasks projector = MILL.tasks("projector");
        return Stream.of("finished", "cancelled", "failed")
                .collect(Collectors.toMap(
                        state -> state, state -> projector.metric(DELETED, "state=\"" + state + "\"")));
    }

    private static void assertThatTheSummaryIsExact() {
        JsonNode told = JSON.readTree(tasks().body("/api/v1/tasks/summary"));
        for (State state : State.values()) {
            assertThat(told.path("states").path(state.name()).asLong(-1))
                    .as("%s of %s", state, told)
                    .isEqualTo(STORE.count("tasks", "{\"state\":\"" + state + "\"}"));
        }
        assertThat(told.path("recounting").asBoolean(true)).as("%s", told).isFalse();
    }

    private static void storeBacklog() {
        STORE.withDatabase(database -> {
            TaskStore store = new TaskStore(database, new Shards(8));
            for (int i = 0; i < BACKLOG; i += AT_ONCE) {
                List<Change<TaskId, Task>> some = IntStream.range(0, AT_ONCE)
                        .mapToObj(_ -> finishedLongAgo())
                        .map(task -> new Change<TaskId, Task>(task.id(), null, task))
                        .toList();
                assertThat(store.write(some)).isEmpty();
            }
            return true;
        });
    }

    private static Task finishedLongAgo() {
        Instant then = Instant.now().minus(OLD);
        TaskSpec spec = new TaskSpec(
                "COUNT", 1, "default", Priority.NORMAL, new Json("{\"times\":0}"), null, "backlog", null, then);
        return new Task(
                new TaskId(UUID.randomUUID()),
                spec,
                Phase.DONE,
                then,
                1,
                1,
                0,
                null,
                Dependencies.NONE,
                Claims.NONE,
                null,
                null,
                null,
                null,
                then,
                100,
                null,
                null,
                Rollback.NONE,
                null,
                null,
                new End(State.FINISHED, Result.SUCCESS, then, null, null),
                null,
                List.of(),
                List.of(),
                new History(List.of(new HistoryEntry(then, Kind.SUBMITTED, 1, null, null, "backlog", null)), 0),
                Families.NONE);
    }
}
