package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.store.TaskFilter.Subject;
import io.taskmill.store.config.StoreFactory;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.RealStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

class TaskListIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final Shards SHARDS = new Shards(4);

    /** Above and below it the signed order of a UUID's halves would be another one than the order of its bytes. */
    private static final long MILLIS = 0x019C_FFFF_FFF0L;

    private final TaskStore store = new TaskStore(context.database(), SHARDS);
    private final TaskList list = new TaskList(context.database(), SHARDS);

    @BeforeEach
    void empty() {
        var _ = context.database().getCollection("tasks").deleteMany(new Document());
    }

    @Test
    void theLatestComeFirstHoweverTheyWereWritten() {
        List<TaskId> ids = fill(0, 40);
        assertThat(ids(list.newest(TaskFilter.NONE, null, 50))).isEqualTo(ids.reversed());
        assertThat(ids(list.newest(TaskFilter.NONE, null, 7)))
                .isEqualTo(ids.reversed().subList(0, 7));
        assertThat(ids(list.newest(TaskFilter.NONE, ids.get(10), 50)))
                .isEqualTo(ids.subList(0, 10).reversed());
        assertThat(list.newest(TaskFilter.NONE, ids.getFirst(), 50)).isEmpty();
    }

    @Test
    void aListedTaskIsTheTasksRow() {
        List<Task> written = Tasks.shapes().filter(task -> !task.isStub()).toList();
        write(written.stream());
        assertThat(list.newest(TaskFilter.NONE, null, 100))
                .containsExactlyInAnyOrderElementsOf(
                        written.stream().map(task -> TaskRow.of(task, 1)).toList());
    }

    @Test
    void parametersAndOutputsAreNotRead() {
        write(Stream.of(Tasks.ended(id(1), Tasks.FINISHED)));
        Document read = Objects.requireNonNull(
                list.query(collection(), TaskFilter.NONE, null, 1).first());
        assertThat(read.get("spec", Document.class)).containsKey("type").doesNotContainKey("params");
        assertThat(read.get("end", Document.class)).containsKey("result").doesNotContainKey("value");
    }

    @Test
    void stubsAreLeftOutAndDoNotShortenAPage() {
        List<TaskId> ids = fill(0, 10);
        write(IntStream.range(10, 30).mapToObj(i -> Tasks.stub(id(i))));
        write(IntStream.range(30, 50).mapToObj(i -> Tasks.with(Tasks.stub(id(i)), Tasks.run("s-1", null))));
        assertThat(ids(list.newest(TaskFilter.NONE, null, 5)))
                .isEqualTo(ids.reversed().subList(0, 5));
        assertThat(Explained.of(list.query(collection(), TaskFilter.NONE, null, 5))
                        .documents())
                .isEqualTo(5);
    }

    @Test
    void aStubIsListedOnceItsSubmissionIsKnown() {
        Task stub = Tasks.with(Tasks.stub(id(1)), Tasks.run("s-1", null));
        write(Stream.of(stub));
        Task known = Tasks.running(id(1), "s-1");
        assertThat(store.write(List.of(new Change<>(id(1), new Versioned<>(stub, 1), known))))
                .isEmpty();
        for (Subject subject : List.of(
                new Subject.Type("COUNT"),
                new Subject.Entity("vm"),
                new Subject.Entity("vm:vm-7"),
                new Subject.Creator("ada"))) {
            TaskFilter running = new TaskFilter(Set.of(State.IN_PROGRESS), subject);
            assertThat(ids(list.newest(running, null, 5))).containsExactly(id(1));
        }
    }

    @Test
    void pagesMissNothingAndRepeatNothingWhileTasksAreAdded() {
        List<TaskId> before = fill(0, 100);
        List<TaskId> seen = new ArrayList<>();
        int added = 100;
        for (List<TaskRow> page = list.newest(TaskFilter.NONE, null, 9);
                !page.isEmpty();
                page = list.newest(TaskFilter.NONE, seen.getLast(), 9)) {
            seen.addAll(ids(page));
            added += fill(added, added + 5).size();
        }
        assertThat(seen).isEqualTo(before.reversed());
    }

    @Test
    void pagesMissNothingAndRepeatNothingWhileTasksChangeTheirStates() {
        List<TaskId> ids = fill(0, 120);
        TaskFilter queued = new TaskFilter(Set.of(State.INITIAL), new Subject.Type("COUNT"));
        for (TaskFilter filter : List.of(TaskFilter.NONE, queued)) {
            List<TaskId> seen = new ArrayList<>();
            Set<TaskId> ended = new HashSet<>();
            for (List<TaskRow> page = list.newest(filter, null, 10);
                    !page.isEmpty();
                    page = list.newest(filter, seen.getLast(), 10)) {
                seen.addAll(ids(page));
                TaskId shown = seen.getLast();
                ids.stream()
                        .filter(id -> id.compareTo(shown) < 0)
                        .skip(3)
                        .limit(1)
                        .forEach(ended::add);
                ended.add(shown);
                ended.forEach(this::end);
            }
            assertThat(seen).doesNotHaveDuplicates();
            assertThat(seen).isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(seen)
                    .containsAll(ids.stream().filter(id -> !ended.contains(id)).toList());
            if (filter.equals(TaskFilter.NONE)) {
                assertThat(seen).containsExactlyElementsOf(ids.reversed());
                ids = fill(200, 320);
            }
        }
    }

    @Test
    void aLimitOutOfBoundsIsRefused() {
        for (int limit : List.of(0, -1, TaskList.MAX_LIMIT + 1)) {
            assertThatThrownBy(() -> list.newest(TaskFilter.NONE, null, limit))
                    .hasMessage("limit is " + limit + " but must be 1 to " + TaskList.MAX_LIMIT);
        }
    }

    @Test
    void whileTheStoreIsAwayThatIsSaid() {
        try (ConfigurableApplicationContext nowhere = StoreContext.start(
                "mongodb://127.0.0.1:" + FreePorts.next() + "/nowhere?serverSelectionTimeoutMS=100")) {
            TaskList away = nowhere.getBean(StoreFactory.class).taskList(SHARDS);
            assertThatThrownBy(() -> away.newest(TaskFilter.NONE, null, 1))
                    .isInstanceOf(StoreUnavailableException.class);
        }
    }

    private void end(TaskId id) {
        Versioned<Task> before = store.find(id).orElseThrow();
        assertThat(store.write(List.of(new Change<>(id, before, Tasks.ended(id, Tasks.FINISHED)))))
                .isEmpty();
    }

    private static MongoCollection<Document> collection() {
        return context.database().getCollection("tasks");
    }

    /** Written in any order but that of time. */
    private List<TaskId> fill(int from, int to) {
        List<TaskId> ids = IntStream.range(from, to).mapToObj(TaskListIT::id).toList();
        write(ids.reversed().stream().map(id -> Tasks.queued(id, Tasks.SPEC)));
        return ids;
    }

    private void write(Stream<Task> tasks) {
        assertThat(store.write(
                        tasks.map(task -> new Change<>(task.id(), null, task)).toList()))
                .isEmpty();
    }

    /** Version 7: the millisecond above, noise below. */
    private static TaskId id(int i) {
        long noise = Long.reverse(i * 0x9E37_79B9_7F4A_7C15L);
        return new TaskId(new UUID((MILLIS + i) << 16 | 0x7000 | (noise & 0xFFF), 2L << 62 | noise >>> 2));
    }

    private static List<TaskId> ids(List<TaskRow> rows) {
        return rows.stream().map(TaskRow::id).toList();
    }
}
