package io.taskmill.projector.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.task.Claims;
import io.taskmill.model.task.Dependencies;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.End;
import io.taskmill.model.task.Families;
import io.taskmill.model.task.History;
import io.taskmill.model.task.Rollback;
import io.taskmill.model.task.Task;
import io.taskmill.projector.fold.Decider;
import io.taskmill.projector.fold.FoldStore;
import io.taskmill.projector.fold.GuardedFold;
import io.taskmill.projector.fold.Keyed;
import io.taskmill.projector.tick.Replica;
import io.taskmill.store.Installation;
import io.taskmill.store.TaskCountStore;
import io.taskmill.store.TaskCounts;
import io.taskmill.store.TaskStore;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts on the real store, whoever folds, loses and takes the shard. */
class ShardCountsIT {

    @RegisterExtension
    static final RealStore real = new RealStore();

    private static final Shards ONE = new Shards(1);
    private static final List<State> STATES = List.of(State.values());
    private static final Instant AT = Instant.parse("2031-05-04T12:00:00Z");
    private static final TaskSpec SPEC =
            new TaskSpec("COUNT", 1, "default", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, AT);

    private final FoldStore store = new FoldStore(real);
    private final TaskCountStore counts = new TaskCountStore(store.database());
    private final Random random = new Random(7);
    private final Set<Integer> submitted = new HashSet<>();

    /** What passes each time that somebody looks at the clock, and what has passed. */
    private Duration pace = Duration.ZERO;

    private long nanoTime;

    @BeforeEach
    void empty() {
        new Installation(store.database()).ensureIndexes();
        for (String collection : List.of("tasks", "taskCounts")) {
            var _ = store.database().getCollection(collection).deleteMany(new Document());
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Somebody who folds the shard. A task is its own message: it becomes what it says. */
    private final class Folder {

        final Replica replica = Replica.starting(UUID.randomUUID().toString());
        final ShardCounts counted;
        final GuardedFold<TaskId, Task> fold;
        int verified;

        Folder(int chunk) {
            counted = new ShardCounts(0, counts, replica, ShardCountsIT.this::look, chunk, () -> verified++);
            fold = new GuardedFold<>(
                    new TaskStore(store.database(), ONE), 10_000, task -> task.end() == null, counted::written);
            counted.begin();
        }

        void fold(Task... tasks) {
            long lost = fold.lostRaces();
            Decider<Task, Task, Boolean> becomes = (_, task) -> new Decider.Decided<>(task, true, false);
            var _ = fold.fold(
                    List.of(tasks).stream()
                            .map(task -> new Keyed<>(task.id(), task))
                            .toList(),
                    becomes);
            if (fold.lostRaces() > lost) {
                counted.raceLost();
            }
        }

        /** A tick of its own comes, and what is due is done. */
        void tick() {
            counted.ticked(replica.uptime());
            counted.tend();
        }
    }

    private long look() {
        nanoTime += pace.toNanos();
        return nanoTime;
    }

    private void passes(Duration time) {
        nanoTime += time.toNanos();
    }

    @Test
    void whatIsFoldedIsCountedWithinASecond() {
        Folder folder = new Folder(100);
        folder.tick();
        assertExact();

        for (int round = 0; round < 5; round++) {
            folder.fold(IntStream.range(0, 20).mapToObj(this::anyTask).toArray(Task[]::new));
            folder.counted.tend();
            passes(Duration.ofMillis(500));
            folder.counted.tend();
            assertExact();
        }
        assertThat(folder.verified).isEqualTo(1);
    }

    @Test
    void manyChangesAreToldByOneWriteInHalfASecond() {
        Folder folder = new Folder(100);
        folder.tick();
        var _ = store.commands();
        for (int i = 0; i < 20; i++) {
            folder.fold(anyTask(i));
            folder.counted.tend();
        }
        passes(Duration.ofMillis(500));
        folder.counted.tend();
        folder.counted.tend();
        assertThat(store.commands().stream().filter("update"::equals).count())
                .as("updates: no document was changed twice")
                .isEqualTo(1);
    }

    @Test
    void whoTakesTheShardCountsWhatWasNotToldOnceItsOwnTickIsFolded() {
        Folder first = new Folder(100);
        first.tick();
        first.fold(IntStream.range(0, 50).mapToObj(this::anyTask).toArray(Task[]::new));
        passes(Duration.ofMillis(500));
        first.counted.tend();
        first.fold(IntStream.range(30, 70).mapToObj(this::anyTask).toArray(Task[]::new)); // and is killed

        Folder second = new Folder(100);
        second.counted.tend();
        assertThat(second.verified).isZero();
        assertThat(counts.sum(ONE).states()).isNotEqualTo(truth());
        second.tick();
        assertThat(second.verified).isEqualTo(1);
        assertExact();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aWalkIsExactWhileTasksAreWrittenBehindItAndBeforeIt(long seed) {
        random.setSeed(seed);
        new Folder(100).fold(IntStream.range(0, 300).mapToObj(this::anyTask).toArray(Task[]::new));
        Folder walker = new Folder(9);
        pace = Duration.ofMillis(30);
        int batches = 0;
        for (; walker.verified == 0; batches++) {
            walker.tick();
            walker.fold(IntStream.range(0, 5)
                    .mapToObj(_ -> anyTask(random.nextInt(400)))
                    .toArray(Task[]::new));
        }
        assertThat(batches).isGreaterThan(9);
        passes(Duration.ofMillis(500));
        walker.counted.tend();
        assertExact();
    }

    @Test
    void whileAWalkIsUnderWayTheCountsGoOnAndAreSaidToBeUnverified() {
        Folder first = new Folder(100);
        first.tick();
        first.fold(IntStream.range(0, 30).mapToObj(this::anyTask).toArray(Task[]::new));
        first.counted.end();
        assertExact();

        Folder second = new Folder(1);
        pace = Duration.ofMillis(60);
        second.tick();
        second.fold(task(40, State.FAILED));
        passes(Duration.ofMillis(500));
        second.counted.tend();
        assertThat(counts.sum(ONE)).isEqualTo(new TaskCounts(truth(), true));
    }

    @Test
    void whoIsNoLongerTheWriterTakesTheCountsAgainAndWalks() {
        Folder lasting = new Folder(100);
        lasting.tick();
        lasting.fold(task(1, State.INITIAL));
        Folder zombie = new Folder(100);
        zombie.tick();
        zombie.fold(task(2, State.INITIAL)); // and is gone, without a word
        assertThat(counts.sum(ONE).states()).isNotEqualTo(truth());

        passes(Duration.ofSeconds(5));
        lasting.counted.tend();
        lasting.tick();
        assertThat(lasting.verified).isEqualTo(2);
        assertExact();
    }

    @Test
    void whileTwoFoldTheShardTheyTakeTurnsAndTheOneThatIsLeftIsExact() {
        Folder one = new Folder(10);
        Folder other = new Folder(10);
        for (int i = 0; i < 120; i++) {
            Folder folder = i % 2 == 0 ? one : other;
            folder.fold(anyTask(random.nextInt(60)));
            folder.tick();
            passes(Duration.ofMillis(300));
        }
        assertThat(one.verified + other.verified)
                .as("walks in 36 s, although each lost the counts to the other all the time")
                .isLessThan(16);
        for (int second = 0; second < 60; second++) {
            passes(Duration.ofSeconds(1));
            one.tick();
        }
        assertExact();
    }

    @Test
    void aWriteThatNobodyWasToldOfIsFoundByAWalkAfterTheLostRace() {
        Folder folder = new Folder(100);
        folder.tick();
        folder.fold(task(1, State.INITIAL), task(2, State.INITIAL));
        passes(Duration.ofMillis(500));
        folder.counted.tend();
        // somebody else, of whose writes no count knows
        GuardedFold<TaskId, Task> stranger =
                new GuardedFold<>(new TaskStore(store.database(), ONE), 10, _ -> true, _ -> {});
        Decider<Task, Task, Boolean> becomes = (_, task) -> new Decider.Decided<>(task, true, false);
        for (int id : List.of(1, 3)) {
            Task task = task(id, State.FAILED);
            var _ = stranger.fold(List.of(new Keyed<>(task.id(), task)), becomes);
        }

        folder.fold(task(1, State.FINISHED));
        passes(Duration.ofSeconds(5));
        folder.counted.tend();
        assertThat(folder.verified).isEqualTo(1);
        folder.tick();
        assertThat(folder.verified).isEqualTo(2);
        assertExact();
    }

    @Test
    void aShardThatIsGivenAwayLeavesNothingUntold() {
        Folder folder = new Folder(100);
        folder.tick();
        folder.fold(task(1, State.INITIAL));
        folder.counted.end();
        assertExact();
    }

    private void assertExact() {
        assertThat(counts.sum(ONE)).isEqualTo(new TaskCounts(truth(), false));
    }

    private Map<State, Long> truth() {
        Map<State, Long> found = new EnumMap<>(State.class);
        List<Document> groups = store.database()
                .getCollection("tasks")
                .aggregate(List.of(
                        Document.parse("{$match: {spec: {$exists: true}}}"),
                        Document.parse("{$group: {_id: '$state', n: {$sum: 1}}}")))
                .into(new ArrayList<>());
        for (State state : State.values()) {
            found.put(
                    state,
                    groups.stream()
                            .filter(group -> state.name().equals(group.getString("_id")))
                            .mapToLong(group -> group.getInteger("n"))
                            .sum());
        }
        return found;
    }

    /** In any state, or a stub unless it was more before. */
    private Task anyTask(int i) {
        if (random.nextInt(6) == 0 && !submitted.contains(i)) {
            return task(i, null);
        }
        submitted.add(i);
        return task(i, STATES.get(random.nextInt(STATES.size())));
    }

    /** @param state null for a stub */
    private static Task task(int i, @Nullable State state) {
        TaskId id = new TaskId(new UUID((0x019C_0000_0000L + i * 7919L % 1000) << 16 | 0x7000, 2L << 62 | i));
        Run run = new Run("r-1", "s-1", "w-1", 1, AT, 40, null);
        return switch (state) {
            case null -> task(id, null, Phase.RUNNING, run, null);
            case INITIAL -> task(id, SPEC, Phase.QUEUED, null, null);
            case IN_PROGRESS -> task(id, SPEC, Phase.RUNNING, run, null);
            case FINISHED -> task(id, SPEC, Phase.DONE, run, new End(state, Result.SUCCESS, AT, null, null));
            case FAILED, CANCELLED -> task(id, SPEC, Phase.DONE, run, new End(state, Result.FAILURE, AT, null, null));
        };
    }

    private static Task task(TaskId id, @Nullable TaskSpec spec, Phase phase, @Nullable Run run, @Nullable End end) {
        Instant started = run == null ? null : AT;
        Dispatched dispatched = phase == Phase.QUEUED ? new Dispatched(AT, 0) : null;
        return new Task(
                id,
                spec,
                phase,
                AT,
                1,
                1,
                0,
                null,
                Dependencies.NONE,
                Claims.NONE,
                dispatched,
                null,
                null,
                null,
                started,
                0,
                run,
                null,
                Rollback.NONE,
                null,
                null,
                end,
                null,
                List.of(),
                List.of(),
                History.EMPTY,
                Families.NONE);
    }
}
