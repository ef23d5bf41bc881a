package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.Task;
import io.taskmill.testkit.RealStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the projector asks for costs as much as the answer, not as much as is stored (invariant 10). */
class QueriesIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final Shards SHARDS = new Shards(4);
    private static final int SHARD = 2;
    private static final List<Task> ALL = new ArrayList<>();

    private final TaskStore store = new TaskStore(context.database(), SHARDS);

    /** Few that go on among many that have ended or wait. */
    @BeforeAll
    static void fill() {
        for (int i = 0; i < 4_000; i++) {
            TaskId id = Tasks.newId();
            ALL.add(
                    switch (i % 100) {
                        case 0, 1, 2, 3 -> Tasks.running(id, "s-1");
                        case 4, 5, 6, 7 -> Tasks.running(id, "s-2");
                        case 8, 9, 10, 11 -> Tasks.running(id, "s-3");
                        case 12, 13, 14, 15 -> Tasks.redispatched(id, 2);
                        case 16, 17, 18, 19 -> Tasks.queued(id, Tasks.BARE, new Dispatched(Tasks.AT.plusSeconds(i), 0));
                        case 20, 21, 22, 23 -> Tasks.retryWait(id, Tasks.AT.plusSeconds(i));
                        case 40, 41 -> Tasks.asking(id);
                        case 24, 25, 26, 27 -> Tasks.blocked(id, Tasks.AT.plusSeconds(i));
                        case 28, 29, 30, 31 -> Tasks.paused(id, Tasks.AT.plusSeconds(i));
                        default -> Tasks.ended(id, i % 3 == 0 ? Tasks.FAILED : Tasks.FINISHED, Tasks.AT.plusSeconds(i));
                    });
        }
        new TaskStore(context.database(), SHARDS)
                .write(ALL.stream()
                        .map(task -> new Change<>(task.id(), null, task))
                        .toList());
        var _ = real.withDatabase(database -> database.runCommand(new Document("profile", 2)));
    }

    @Test
    void tasksOfASessionAreFoundByTheOwnerIndex() {
        assertThat(store.ownedBy(SHARD, "s-1", 1_000).keySet())
                .containsExactlyInAnyOrderElementsOf(ids(task -> isOwnedBy(task, List.of("s-1"))));
        lastQueryUsed("owner");
        assertThat(store.ownedBy(SHARD, "s-1", 3)).hasSize(3);
        assertThat(store.ownedBy(SHARD, "nobody", 3)).isEmpty();
    }

    @Test
    void tasksOfManySessionsAreFoundByTheOwnerIndex() {
        assertThat(store.ownedByAny(SHARD, List.of("s-1", "s-3", "nobody"), 1_000)
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(ids(task -> isOwnedBy(task, List.of("s-1", "s-3"))));
        lastQueryUsed("owner");
        assertThat(store.ownedByAny(SHARD, List.of(), 1_000)).isEmpty();
    }

    @Test
    void whatRunsInManySessionsIsFoundByTheOwnerIndexInAllShardsAtOnce() {
        List<String> sessions = List.of("s-1", "s-3", "nobody");
        Map<String, List<TaskId>> running = store.running(sessions, 1_000);

        assertThat(running.keySet()).containsExactlyInAnyOrder("s-1", "s-3");
        running.forEach((session, tasks) -> assertThat(tasks)
                .containsExactlyInAnyOrderElementsOf(ALL.stream()
                        .filter(task -> isOwnedBy(task, List.of(session)))
                        .map(Task::id)
                        .toList()));
        Explained explained =
                Explained.of(store.running(context.database().getCollection(TaskStore.COLLECTION), sessions, 1_000));
        assertThat(explained.indexes()).containsOnly("owner");
        assertThat(explained.documents()).isEqualTo(explained.returned());
        assertThat(explained.keys())
                .as("one more for each shard and session, where its range ends")
                .isLessThanOrEqualTo(explained.returned() + SHARDS.count() * (sessions.size() + 1));
        assertThat(store.running(sessions, 7).values().stream()
                        .mapToInt(List::size)
                        .sum())
                .isEqualTo(7);
        assertThat(store.running(List.of(), 7)).isEmpty();
    }

    @Test
    void tasksWithFollowUpsAreFoundByTheOutboxIndex() {
        assertThat(store.withOutbox(SHARD, 1_000).keySet())
                .containsExactlyInAnyOrderElementsOf(ids(task -> !task.outbox().isEmpty()));
        lastQueryUsed("outbox");
    }

    @Test
    void whoWaitsLongestInEachQueueIsFoundByTheQueueIndex() {
        Map<WorkQueue, Task> longest = store.longestWaiting(SHARD);

        Map<WorkQueue, Optional<Task>> expected = ALL.stream()
                .filter(task -> SHARDS.of(task.id()) == SHARD && task.dispatched() != null)
                .collect(Collectors.groupingBy(
                        task -> task.queue().orElseThrow(),
                        Collectors.minBy(Comparator.comparing(QueriesIT::dispatched))));
        assertThat(longest.keySet()).isEqualTo(expected.keySet()).hasSize(2);
        longest.forEach((queue, task) -> assertThat(dispatched(task))
                .isEqualTo(
                        dispatched(Objects.requireNonNull(expected.get(queue)).orElseThrow())));
        theQueriesUsed("queue", "queue", 1);
        assertThat(store.longestWaiting(SHARDS.count())).isEmpty();
    }

    @Test
    void tasksThatWaitSinceLongAgoAreFoundByTheQueueIndexTheLongestWaitingFirst() {
        WorkQueue queue = Tasks.BARE.queue();
        Instant before = Tasks.AT.plusSeconds(2_000);
        List<Task> expected = ALL.stream()
                .filter(task -> SHARDS.of(task.id()) == SHARD
                        && task.queue().equals(Optional.of(queue))
                        && dispatched(task).isBefore(before))
                .sorted(Comparator.comparing(QueriesIT::dispatched))
                .toList();

        assertThat(store.waiting(SHARD, queue, before, Tasks.AT.plusSeconds(100_000), 1_000))
                .extracting(Versioned::entity)
                .containsExactlyElementsOf(expected);
        lastQueryUsed("queue");
        assertThat(store.waiting(SHARD, queue, before, Tasks.AT.plusSeconds(100_000), 3))
                .extracting(Versioned::entity)
                .containsExactlyElementsOf(expected.subList(0, 3));
        assertThat(store.waiting(SHARD, queue, before, Tasks.AT, 1_000)).isEmpty();
    }

    @Test
    void whatIsDueIsFoundByTheDueIndexTheMostOverdueFirst() {
        Instant now = Tasks.AT.plusSeconds(2_000);
        List<Task> expected = ALL.stream()
                .filter(task -> SHARDS.of(task.id()) == SHARD
                        && task.releaseAt() != null
                        && !task.releaseAt().isAfter(now))
                .sorted(Comparator.comparing(QueriesIT::releaseAt))
                .toList();

        assertThat(store.due(SHARD, now, 1_000).values())
                .extracting(Versioned::entity)
                .containsExactlyElementsOf(expected);
        lastQueryUsed("due");
        assertThat(store.due(SHARD, now, 3).values())
                .extracting(Versioned::entity)
                .containsExactlyElementsOf(expected.subList(0, 3));
        assertThat(store.due(SHARD, Tasks.AT, 3)).isEmpty();
    }

    @Test
    void whatIsBlockedForWantOfATypeIsFoundByTheIndexOfWhatIsAwaited() {
        Instant before = Tasks.AT.plusSeconds(2_000);
        List<TaskId> expected = ids(task -> task.blocked() != null
                && !task.blocked().paused()
                && task.since().isBefore(before));

        assertThat(store.awaiting(SHARD, Tasks.BARE.type(), 1, before, 1_000).keySet())
                .containsExactlyInAnyOrderElementsOf(expected);
        lastQueryUsed("awaits");
        assertThat(store.awaiting(SHARD, Tasks.BARE.type(), 1, before, 3)).hasSize(3);
        assertThat(store.awaiting(SHARD, Tasks.BARE.type(), 0, before, 1_000))
                .as("a lower version")
                .isEmpty();
        assertThat(store.awaiting(SHARD, "OTHER", 9, before, 1_000)).isEmpty();
    }

    @Test
    void whoWaitsForAGateIsFoundByItsIndexInAllShardsAtOnce() {
        List<Task> expected =
                ALL.stream().filter(task -> task.gate().isPresent()).toList();

        assertThat(store.waitingFor("vm:1", 1_000))
                .extracting(Versioned::entity)
                .containsExactlyInAnyOrderElementsOf(expected);
        lastQueryUsed("gate.key");
        assertThat(store.waitingFor("vm:1", 3)).hasSize(3);
        assertThat(store.waitingFor("pool:7", 3)).as("which they hold").isEmpty();
    }

    @Test
    void howManyAreBeforeATaskIsCountedInTheIndexesAndNoFurtherThanAsked() {
        long asking = ALL.stream().filter(task -> task.gate().isPresent()).count();
        Instant created =
                Objects.requireNonNull(Tasks.asking(Tasks.newId()).spec()).mayStart();
        assertThat(store.aheadAtGate("vm:1", Priority.NORMAL, created, 1_000)).isEqualTo(asking);
        assertThat(store.aheadAtGate("vm:1", Priority.HIGH, created.plusMillis(1), 1_000))
                .isEqualTo(asking);
        assertThat(store.aheadAtGate("vm:1", Priority.HIGH, created, 1_000)).isZero();
        assertThat(store.aheadAtGate("vm:1", Priority.LOW, created, 3)).isEqualTo(3);

        WorkQueue queue = Tasks.BARE.queue();
        Instant dispatched = Tasks.AT.plusSeconds(2_000);
        assertThat(store.aheadInQueue(queue, dispatched, 1_000))
                .isEqualTo(ALL.stream()
                        .filter(task -> task.queue().equals(Optional.of(queue)))
                        .filter(task -> dispatched(task).isBefore(dispatched))
                        .count());
        assertThat(store.aheadInQueue(queue, dispatched, 3)).isEqualTo(3);
        assertThat(store.aheadInQueue(queue, Instant.EPOCH, 3)).isZero();
    }

    @Test
    void whatIsBlockedByAPauseThatIsOverIsFoundByTheSameIndex() {
        Instant before = Tasks.AT.plusSeconds(2_000);
        List<TaskId> expected = ids(task -> task.blocked() != null
                && task.blocked().paused()
                && !task.since().isAfter(before));

        assertThat(store.resumed(SHARD, List.of("COPY", "Z"), before, 1_000).keySet())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(expected);
        lastQueryUsed("awaits");
        assertThat(store.resumed(SHARD, List.of(), before, 3)).hasSize(3);
        assertThat(store.resumed(SHARD, List.of("COPY", Tasks.BARE.type()), before, 1_000))
                .as("its type is still paused")
                .isEmpty();
        assertThat(store.resumed(SHARD, List.of(), Tasks.AT.minusSeconds(60), 1_000))
                .as("blocked only since")
                .isEmpty();
    }

    @Test
    void whenSomethingIsDueNextIsFoundByTheDueIndex() {
        assertThat(store.firstDueAfter(SHARD, Tasks.AT.plusSeconds(2_000)))
                .isEqualTo(ALL.stream()
                        .filter(task -> SHARDS.of(task.id()) == SHARD && task.releaseAt() != null)
                        .map(QueriesIT::releaseAt)
                        .filter(at -> at.isAfter(Tasks.AT.plusSeconds(2_000)))
                        .min(Comparator.naturalOrder()));
        lastQueryUsed("due");
        assertThat(store.firstDueAfter(SHARD, Tasks.AT.plusSeconds(10_000))).isEmpty();
    }

    @Test
    void whatHasEndedSoLongAgoIsFoundByTheEndedIndexTheLongestEndedFirst() {
        Instant before = Tasks.AT.plusSeconds(2_000);
        List<TaskId> expected = ALL.stream()
                .filter(task -> SHARDS.of(task.id()) == SHARD
                        && task.state() == State.FINISHED
                        && task.since().isBefore(before))
                .sorted(Comparator.comparing(Task::since))
                .map(Task::id)
                .toList();

        Map<TaskId, Integer> found = store.ended(SHARD, State.FINISHED, before, 1_000);
        assertThat(found.keySet()).containsExactlyElementsOf(expected);
        assertThat(found.values()).containsOnly(2);
        lastQueryUsed("since");
        assertThat(store.ended(SHARD, State.FINISHED, before, 3).keySet())
                .containsExactlyElementsOf(expected.subList(0, 3));
        theQueriesUsed("endedRoots", "since", 3);
        assertThat(store.ended(SHARD, State.FINISHED, Tasks.AT, 3)).isEmpty();
        assertThat(store.ended(SHARD, State.CANCELLED, before, 3)).isEmpty();
    }

    @Test
    void whatHasEndedLastIsFoundByTheEndedIndexTheLastEndedFirst() {
        List<TaskId> expected = ALL.stream()
                .filter(task -> SHARDS.of(task.id()) == SHARD && task.state() == State.FAILED)
                .sorted(Comparator.comparing(Task::since).reversed())
                .map(Task::id)
                .toList();

        assertThat(store.lastEnded(SHARD, State.FAILED, 20))
                .extracting(found -> found.entity().id())
                .containsExactlyElementsOf(expected.subList(0, 20));
        lastQueryUsed("since");
        assertThat(store.lastEnded(SHARD, State.CANCELLED, 20)).isEmpty();
    }

    private static Instant releaseAt(Task task) {
        return Objects.requireNonNull(task.releaseAt());
    }

    private static Instant dispatched(Task task) {
        return Objects.requireNonNull(task.dispatched()).at();
    }

    @Test
    void indexesOfWhatFewTasksHaveHoldOnlyThose() {
        Document sizes =
                real.withDatabase(database -> database
                        .getCollection("tasks")
                        .aggregate(List.of(Document.parse("{$indexStats: {}}")))
                        .into(new ArrayList<>())
                        .stream()
                        .map(index -> index.get("spec", Document.class))
                        .filter(spec -> spec.containsKey("partialFilterExpression"))
                        .collect(
                                Document::new,
                                (all, spec) -> all.append(spec.getString("name"), spec),
                                Document::putAll));
        assertThat(sizes.keySet())
                .containsExactlyInAnyOrder(
                        "owner",
                        "outbox",
                        "queue",
                        "due",
                        "awaits",
                        "gate",
                        "expires",
                        "endedRoots",
                        "entity",
                        "creator");
    }

    private static boolean isOwnedBy(Task task, List<String> sessions) {
        return task.owner().filter(sessions::contains).isPresent();
    }

    private static List<TaskId> ids(Predicate<Task> which) {
        return ALL.stream()
                .filter(which)
                .map(Task::id)
                .filter(id -> SHARDS.of(id) == SHARD)
                .toList();
    }

    /** As the server's profiler recorded it, so that it is the store's own query that is looked at. */
    private static void lastQueryUsed(String index) {
        Document last = real.withDatabase(database -> database.getCollection("system.profile")
                .find(Document.parse("{op: 'query', ns: '" + real.database() + ".tasks'}"))
                .sort(Document.parse("{$natural: -1}"))
                .first());
        assertThat(last).isNotNull();
        assertThat(last.getString("planSummary"))
                .contains("IXSCAN")
                .contains(index.equals("outbox") ? "shard: 1" : index + ": 1");
        assertThat(last.getInteger("nreturned")).isPositive();
        assertThat(last.getInteger("docsExamined")).isLessThanOrEqualTo(last.getInteger("nreturned"));
        assertThat(last.get("hasSortStage")).isNull();
    }

    /** The same for all queries that were to use the index, which has that key, for so many documents. */
    private static void theQueriesUsed(String index, String key, int documents) {
        List<Document> queries = real.withDatabase(database -> database.getCollection("system.profile")
                .find(Document.parse("{op: 'query', ns: '" + real.database() + ".tasks', 'command.hint': '" + index
                        + "', 'command.limit': " + documents + "}"))
                .into(new ArrayList<>()));
        assertThat(queries).isNotEmpty().allSatisfy(query -> {
            assertThat(query.getString("planSummary")).contains("IXSCAN").contains(key + ": 1");
            assertThat(query.getInteger("keysExamined")).isLessThanOrEqualTo(documents);
            assertThat(query.getInteger("docsExamined")).isLessThanOrEqualTo(documents);
        });
    }
}
