package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.taskmill.model.Shards;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import io.taskmill.testkit.RealStore;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskDocumentIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final Shards SHARDS = new Shards(8);

    private final TaskStore store = new TaskStore(context.database(), SHARDS);

    @ParameterizedTest
    @MethodSource("io.taskmill.store.Tasks#shapes")
    void aTaskOfAnyShapeSurvivesItsDocument(Task task) {
        insert(task);
        assertThat(store.find(task.id())).contains(new Versioned<>(task, 1));
    }

    @ParameterizedTest
    @MethodSource("io.taskmill.store.Tasks#shapes")
    void aTaskOfAnyShapeCanBecomeAnyOther(Task before) {
        List<Task> targets =
                Tasks.shapes().filter(after -> after.spec() != null).toList();
        for (Task target : targets) {
            TaskId id = Tasks.newId();
            Task first = withId(before, id);
            // what was asked for never changes, except from not known to known
            Task second = withId(target, id, first.spec() == null ? target : first);
            insert(first);
            update(new Versioned<>(first, 1), second);
            assertThat(store.find(id)).contains(new Versioned<>(second, 2));
        }
    }

    @Test
    void fieldsWithoutAValueAreNotInTheDocument() {
        Task task = Tasks.redispatched(Tasks.newId(), 2);
        insert(task);
        assertThat(document(task.id()))
                .containsKeys("since", "started", "outbox", "spec")
                .doesNotContainKeys("run", "end", "owner");
        update(new Versioned<>(task, 1), Tasks.queued(task.id(), Tasks.SPEC));
        assertThat(document(task.id()).keySet())
                .containsExactlyInAnyOrder(
                        "_id",
                        "shard",
                        "spec",
                        "entity",
                        "state",
                        "phase",
                        "since",
                        "epoch",
                        "attempt",
                        "crashRecoveries",
                        "progress",
                        "queue",
                        "dispatched",
                        "version",
                        "stamp");
    }

    @Test
    void dueExistsOnlyWhileSomethingIs() {
        TaskId id = Tasks.newId();
        Task queued = Tasks.queued(id, Tasks.LIMITED);
        insert(queued);
        assertThat(document(id))
                .as("its time in the queue ends")
                .containsEntry("due", Date.from(queued.since().plusSeconds(60)));
        Task waiting = Tasks.retryWait(id, Tasks.AT.plusSeconds(33));
        update(new Versioned<>(queued, 1), waiting);
        assertThat(document(id)).containsEntry("due", Date.from(Tasks.AT.plusSeconds(33)));
        update(new Versioned<>(waiting, 2), Tasks.ended(id, Tasks.LIMITED, Tasks.FINISHED));
        assertThat(document(id)).doesNotContainKey("due");
    }

    @Test
    void ownerAndOutboxExistOnlyWhileThereIsOne() {
        TaskId id = Tasks.newId();
        Task task = Tasks.queued(id, Tasks.SPEC);
        insert(task);
        assertThat(document(id)).doesNotContainKeys("owner", "outbox");
        Task running = Tasks.running(id, "s-7");
        update(new Versioned<>(task, 1), running);
        assertThat(document(id)).containsEntry("owner", "s-7").doesNotContainKey("outbox");
        Task redispatched = Tasks.redispatched(id, 2);
        update(new Versioned<>(running, 2), redispatched);
        assertThat(document(id)).containsKey("outbox").doesNotContainKey("owner");
        Task ended = Tasks.ended(id, Tasks.FINISHED);
        update(new Versioned<>(redispatched, 3), ended);
        assertThat(document(id)).containsKeys("run", "end").doesNotContainKeys("owner", "outbox");
    }

    @Test
    void theQueueStandsInTheDocumentWhileTheTaskWaitsInIt() {
        TaskId id = Tasks.newId();
        insert(Tasks.stub(id));
        assertThat(document(id)).doesNotContainKeys("queue", "dispatched");
        Task queued = Tasks.queued(id, Tasks.SPEC);
        update(new Versioned<>(Tasks.stub(id), 1), queued);
        assertThat(document(id))
                .containsEntry(
                        "queue", Tasks.SPEC.pool() + "." + Tasks.SPEC.priority().text())
                .containsKey("dispatched");
        update(new Versioned<>(queued, 2), Tasks.running(id, "s-7"));
        assertThat(document(id)).doesNotContainKeys("queue", "dispatched");
    }

    @Test
    void whatWasAskedForIsWrittenOnceAndNeverAgain() {
        TaskId id = Tasks.newId();
        insert(Tasks.stub(id));
        assertThat(document(id)).doesNotContainKey("spec");
        update(new Versioned<>(Tasks.stub(id), 1), Tasks.queued(id, Tasks.SPEC));
        assertThat(store.find(id).map(found -> found.entity().spec())).contains(Tasks.SPEC);
        var _ = real.withDatabase(database -> database.getCollection("tasks")
                .updateMany(new Document(), new Document("$set", new Document("spec.creator", "marked"))));
        update(new Versioned<>(Tasks.queued(id, Tasks.SPEC), 2), Tasks.running(id, "s-1"));
        assertThat(document(id).get("spec"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("creator", "marked");
    }

    @Test
    void theDocumentStandsOnItsOwnForQueries() {
        Task task = Tasks.running(Tasks.newId(), "s-1");
        insert(task);
        assertThat(document(task.id()))
                .containsEntry("shard", SHARDS.of(task.id()))
                .containsEntry("state", "IN_PROGRESS")
                .containsEntry("phase", "RUNNING")
                .containsEntry("progress", 40);
    }

    @Test
    void anyNumberInAStatusMessageCanBeStored() {
        for (Number number : List.of(Long.MIN_VALUE, 1e308, Float.MIN_VALUE, (short) 7, Double.MIN_VALUE, -0.0)) {
            Task task = Tasks.with(
                    Tasks.queued(Tasks.newId(), Tasks.SPEC),
                    Tasks.run("s-1", new StatusMessage("count", List.of(number))));
            insert(task);
            assertThat(store.find(task.id())).contains(new Versioned<>(task, 1));
        }
    }

    @Test
    void aThousandTasksAreReadAtOnceAndUnknownOnesAreAbsent() {
        List<Task> tasks = IntStream.range(0, 1_000)
                .mapToObj(i -> Tasks.queued(Tasks.newId(), Tasks.BARE))
                .toList();
        assertThat(store.write(tasks.stream()
                        .map(task -> new Change<>(task.id(), null, task))
                        .toList()))
                .isEmpty();
        List<TaskId> ids = new ArrayList<>(tasks.stream().map(Task::id).toList());
        ids.add(Tasks.newId());
        assertThat(store.read(ids)).hasSize(1_000);
        assertThat(store.read(List.of())).isEmpty();
        assertThat(store.find(Tasks.newId())).isEmpty();
    }

    private void insert(Task task) {
        assertThat(store.write(List.of(new Change<>(task.id(), null, task)))).isEmpty();
    }

    private void update(Versioned<Task> before, Task after) {
        assertThat(store.write(List.of(new Change<>(after.id(), before, after))))
                .isEmpty();
    }

    private static Document document(TaskId id) {
        Document found = context.database()
                .getCollection("tasks")
                .find(Filters.eq("_id", id.value()))
                .first();
        assertThat(found).isNotNull();
        return found;
    }

    private static Task withId(Task task, TaskId id) {
        return withId(task, id, task);
    }

    private static Task withId(Task task, TaskId id, Task asked) {
        return new Task(
                id,
                asked.spec(),
                task.phase(),
                task.since(),
                task.epoch(),
                task.attempt(),
                task.crashRecoveries(),
                task.deadline(),
                task.dependencies(),
                task.claims(),
                task.dispatched(),
                task.deadCommand(),
                task.blocked(),
                task.releaseAt(),
                task.started(),
                task.progress(),
                task.run(),
                task.checkpoint(),
                task.rollback(),
                task.failed(),
                task.cancelled(),
                task.end(),
                task.deleted(),
                task.applied(),
                task.outbox(),
                task.history(),
                task.families());
    }
}
