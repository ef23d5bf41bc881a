package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Category;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import io.taskmill.store.TaskCountStore.Chunk;
import io.taskmill.testkit.RealStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TaskCountStoreIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final Shards SHARDS = new Shards(2);

    private final TaskStore tasks = new TaskStore(context.database(), SHARDS);
    private final TaskCountStore counts = new TaskCountStore(context.database());

    @BeforeEach
    void empty() {
        for (String collection : List.of("tasks", "taskCounts")) {
            var _ = context.database().getCollection(collection).deleteMany(new Document());
        }
    }

    @Test
    void countsOfAllShardsAreAddedUp() {
        take("a", "b");
        assertThat(counts.add(0, "a", Map.of(State.INITIAL, 3L, State.FAILED, 1L)))
                .isTrue();
        assertThat(counts.add(0, "a", Map.of(State.INITIAL, -1L))).isTrue();
        assertThat(counts.add(1, "b", Map.of(State.INITIAL, 4L, State.CANCELLED, 2L)))
                .isTrue();

        TaskCounts sum = counts.sum(SHARDS);

        assertThat(sum.states())
                .isEqualTo(Map.of(
                        State.INITIAL, 6L,
                        State.IN_PROGRESS, 0L,
                        State.FINISHED, 0L,
                        State.FAILED, 1L,
                        State.CANCELLED, 2L));
        assertThat(sum.categories())
                .isEqualTo(Map.of(Category.PENDING, 6L, Category.FINISHED, 0L, Category.FAILED, 3L));
    }

    @Test
    void whoIsNoLongerTheWriterAddsAndReplacesNothing() {
        take("a", "b");
        counts.take(0, "c");
        assertThat(counts.add(0, "a", Map.of(State.INITIAL, 3L))).isFalse();
        assertThat(counts.add(0, "a", Map.of())).isFalse();
        assertThat(counts.complete(0, "a", Map.of(State.INITIAL, 3L))).isFalse();
        assertThat(counts.add(0, "c", Map.of())).isTrue();
        assertThat(counts.sum(SHARDS)).isEqualTo(new TaskCounts(Map.of(), true));
    }

    @Test
    void countsStayWhatTheyWereWhenSomebodyElseTakesThemAndAreVerifiedOnceReplaced() {
        take("a", "b");
        assertThat(counts.sum(SHARDS).recounting()).isTrue();
        assertThat(counts.complete(0, "a", Map.of(State.INITIAL, 3L))).isTrue();
        assertThat(counts.sum(SHARDS).recounting()).isTrue();
        assertThat(counts.complete(1, "b", Map.of())).isTrue();
        assertThat(counts.sum(SHARDS)).isEqualTo(new TaskCounts(Map.of(State.INITIAL, 3L), false));

        counts.take(0, "c");
        assertThat(counts.sum(SHARDS)).isEqualTo(new TaskCounts(Map.of(State.INITIAL, 3L), true));
        assertThat(counts.complete(0, "c", Map.of(State.FAILED, 1L))).isTrue();
        assertThat(counts.sum(SHARDS)).isEqualTo(new TaskCounts(Map.of(State.FAILED, 1L), false));
    }

    @Test
    void beforeAnyShardWasTakenNothingIsVerified() {
        assertThat(counts.sum(SHARDS)).isEqualTo(new TaskCounts(Map.of(), true));
    }

    @Test
    void chunksTakeEachTaskOfTheShardOnceAndPassOverStubs() {
        Map<Integer, Map<State, Long>> expected = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            Task task = task(i);
            write(task);
            if (!task.isStub()) {
                expected.computeIfAbsent(SHARDS.of(task.id()), _ -> new EnumMap<>(State.class))
                        .merge(task.state(), 1L, Long::sum);
            }
        }
        for (int shard = 0; shard < SHARDS.count(); shard++) {
            Map<State, Long> walked = new EnumMap<>(State.class);
            Chunk chunk = counts.count(shard, null, 30);
            int chunks = 1;
            for (; !chunk.complete(); chunk = counts.count(shard, chunk.last(), 30), chunks++) {
                chunk.counts().forEach((state, count) -> walked.merge(state, count, Long::sum));
            }
            chunk.counts().forEach((state, count) -> walked.merge(state, count, Long::sum));
            assertThat(walked).isEqualTo(expected.get(shard));
            assertThat(chunks).isGreaterThan(7);
        }
    }

    @Test
    void aShardWithoutTasksIsCompleteAtOnce() {
        assertThat(counts.count(0, null, 10)).isEqualTo(new Chunk(Map.of(), null, true));
    }

    @Test
    void countingReadsTheIndexAloneAndNoMoreOfItThanTheChunk() {
        IntStream.range(0, 300).forEach(i -> write(task(i)));
        var _ = real.withDatabase(database -> database.runCommand(new Document("profile", 2)));
        Chunk first = counts.count(1, null, 40);
        assertThat(counts.count(1, first.last(), 40).complete()).isFalse();
        List<Document> profiled = real.withDatabase(database -> database.getCollection("system.profile")
                .find(Document.parse("{op: 'command', 'command.aggregate': 'tasks'}"))
                .into(new ArrayList<>()));
        var _ = real.withDatabase(database -> database.runCommand(new Document("profile", 0)));
        assertThat(profiled).hasSize(2).allSatisfy(command -> {
            assertThat(command.getString("planSummary")).isEqualTo("IXSCAN { shard: 1, _id: 1, state: 1 }");
            assertThat(command.getInteger("docsExamined")).isZero();
            assertThat(command.getInteger("keysExamined")).isLessThanOrEqualTo(41);
            assertThat(command.getBoolean("hasSortStage", false)).isFalse();
        });
    }

    private void take(String writerOfShard0, String writerOfShard1) {
        counts.take(0, writerOfShard0);
        counts.take(1, writerOfShard1);
    }

    private void write(Task task) {
        assertThat(tasks.write(List.of(new Change<>(task.id(), null, task)))).isEmpty();
    }

    private static Task task(int i) {
        TaskId id = new TaskId(new UUID((0x019C_0000_0000L + i) << 16 | 0x7000, 2L << 62 | i));
        return switch (i % 5) {
            case 0 -> Tasks.stub(id);
            case 1 -> Tasks.queued(id, Tasks.BARE);
            case 2 -> Tasks.running(id, "s-1");
            case 3 -> Tasks.ended(id, Tasks.FAILED);
            default -> Tasks.ended(id, Tasks.FINISHED);
        };
    }
}
