package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskRow;
import io.taskmill.store.config.StoreFactory;
import io.taskmill.testkit.FreePorts;
import io.taskmill.testkit.RealStore;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(ids(list.newest(null, 50))).isEqualTo(ids.reversed());
        assertThat(ids(list.newest(null, 7))).isEqualTo(ids.reversed().subList(0, 7));
        assertThat(ids(list.newest(ids.get(10), 50)))
                .isEqualTo(ids.subList(0, 10).reversed());
        assertThat(list.newest(ids.getFirst(), 50)).isEmpty();
    }

    @Test
    void aListedTaskIsTheTasksRow() {
        List<Task> written = Tasks.shapes().filter(task -> !task.isStub()).toList();
        write(written.stream());
        assertThat(list.newest(null, 100))
                .containsExactlyInAnyOrderElementsOf(
                        written.stream().map(task -> TaskRow.of(task, 1)).toList());
    }

    @Test
    void stubsAreLeftOutAndDoNotShortenAPage() {
        List<TaskId> ids = fill(0, 10);
        write(IntStream.range(10, 30).mapToObj(i -> Tasks.stub(id(i))));
        assertThat(ids(list.newest(null, 5))).isEqualTo(ids.reversed().subList(0, 5));
    }

    @Test
    void pagesMissNothingAndRepeatNothingWhileTasksAreAdded() {
        List<TaskId> before = fill(0, 100);
        List<TaskId> seen = new ArrayList<>();
        int added = 100;
        for (List<TaskRow> page = list.newest(null, 9); !page.isEmpty(); page = list.newest(seen.getLast(), 9)) {
            seen.addAll(ids(page));
            added += fill(added, added + 5).size();
        }
        assertThat(seen).isEqualTo(before.reversed());
    }

    @Test
    void onlyTheIndexOfIdsIsReadAndNoMoreOfItThanThePageAndItsStubs() {
        List<TaskId> ids = fill(0, 3_000);
        var _ = real.withDatabase(database -> database.runCommand(new Document("profile", 2)));
        for (TaskId before : List.of(ids.get(1_500), ids.getLast())) {
            assertThat(list.newest(before, 50)).hasSize(50);
            assertThatTheLastQueryReadOnly(50);
        }
        assertThat(list.newest(null, 50)).hasSize(50);
        assertThatTheLastQueryReadOnly(50);
        var _ = real.withDatabase(database -> database.runCommand(new Document("profile", 0)));
    }

    @Test
    void aLimitOutOfBoundsIsRefused() {
        for (int limit : List.of(0, -1, TaskList.MAX_LIMIT + 1)) {
            assertThatThrownBy(() -> list.newest(null, limit))
                    .hasMessage("limit is " + limit + " but must be 1 to " + TaskList.MAX_LIMIT);
        }
    }

    @Test
    void whileTheStoreIsAwayThatIsSaid() {
        try (ConfigurableApplicationContext nowhere = StoreContext.start(
                "mongodb://127.0.0.1:" + FreePorts.next() + "/nowhere?serverSelectionTimeoutMS=100")) {
            TaskList away = nowhere.getBean(StoreFactory.class).taskList(SHARDS);
            assertThatThrownBy(() -> away.newest(null, 1)).isInstanceOf(StoreUnavailableException.class);
        }
    }

    /** As the server's profiler recorded its plan. */
    private static void assertThatTheLastQueryReadOnly(int documents) {
        Document last = real.withDatabase(database -> database.getCollection("system.profile")
                .find(Document.parse("{op: 'query', ns: '" + real.database() + ".tasks'}"))
                .sort(Document.parse("{$natural: -1}"))
                .first());
        assertThat(last).isNotNull();
        assertThat(last.getString("planSummary")).isEqualTo("IXSCAN { _id: 1 }");
        assertThat(last.getBoolean("hasSortStage", false)).isFalse();
        assertThat(last.getInteger("keysExamined")).isLessThanOrEqualTo(documents + 1);
        assertThat(last.getInteger("docsExamined")).isEqualTo(documents);
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
