package io.taskmill.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Json;
import io.taskmill.model.LogEntry;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalIds;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.journal.JournalLevel;
import io.taskmill.model.message.RunLog;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.task.Claims;
import io.taskmill.model.task.Dependencies;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.End;
import io.taskmill.model.task.Families;
import io.taskmill.model.task.History;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Rollback;
import io.taskmill.model.task.Task;
import io.taskmill.store.Change;
import io.taskmill.store.IdempotencyStore;
import io.taskmill.store.Installation;
import io.taskmill.store.JournalFilter;
import io.taskmill.store.JournalFilter.Subject;
import io.taskmill.store.JournalStore;
import io.taskmill.store.LogLine;
import io.taskmill.store.LostSessionStore;
import io.taskmill.store.Reservation;
import io.taskmill.store.Reservations;
import io.taskmill.store.RunLogStore;
import io.taskmill.store.TaskFilter;
import io.taskmill.store.TaskList;
import io.taskmill.store.TaskStore;
import io.taskmill.store.Unsent;
import io.taskmill.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedStoreIT {

    private static final Shards SHARDS = new Shards(2);
    private static final Instant AT = Instant.parse("2031-05-04T12:00:00.123Z");
    private static final TaskSpec SPEC =
            new TaskSpec("COUNT", 1, "default", Priority.NORMAL, Json.EMPTY_OBJECT, null, null, null, AT);

    private static final Duration LONG = Duration.ofMinutes(1);

    private static EmbeddedStore store;
    private static MongoClient driver;

    private MongoDatabase database;
    private TaskStore tasks;

    @BeforeAll
    static void start() {
        store = EmbeddedStore.start(0, Clock.systemUTC());
        driver = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(store.uri("admin")))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .timeout(20, TimeUnit.SECONDS)
                .build());
    }

    @AfterAll
    static void end() {
        driver.close();
        store.close();
    }

    @BeforeEach
    void openDatabase() {
        database = driver.getDatabase("d" + UUID.randomUUID().toString().substring(0, 8));
        new Installation(database).ensureIndexes();
        tasks = new TaskStore(database, SHARDS);
    }

    @Test
    void logsAreKeptOnceReadInOrderAndDeleted() {
        RunLogStore logs = new RunLogStore(database);
        TaskId task = new TaskId(UUID.randomUUID());
        TaskId other = new TaskId(UUID.randomUUID());
        logs.write(List.of(chunk(task, 10, "third"), chunk(task, 2, "second"), chunk(other, 1, "of another task")));
        logs.write(List.of(chunk(task, 2, "second"), chunk(task, 1, "first")));

        List<LogLine> all = logs.read(task, null, null, null, 10);
        assertThat(all).extracting(line -> line.entry().text()).containsExactly("first", "second", "third");
        assertThat(logs.read(task, null, null, all.getFirst().position(), 1)).containsExactly(all.get(1));
        assertThat(logs.read(task, 2, "r", null, 10)).containsExactly(all.get(1));

        logs.delete(List.of(task));
        assertThat(logs.read(task, null, null, null, 10)).isEmpty();
        assertThat(logs.read(other, null, null, null, 10)).hasSize(1);
    }

    private static RunLog chunk(TaskId task, int epoch, String text) {
        return new RunLog(task, epoch, "r", 0, List.of(new LogEntry(AT, text)));
    }

    @Test
    void theJournalIsKeptOnceReadLatestFirstAndShortened() {
        JournalStore journal = new JournalStore(database);
        List<JournalEntry> entries = IntStream.range(0, 10)
                .mapToObj(i -> new JournalEntry(
                        JournalIds.from(AT.plusSeconds(i)) + "~" + i,
                        AT.plusSeconds(i),
                        i % 2 == 0 ? JournalKind.TASK_FAILED : JournalKind.TASK_STARTED,
                        null,
                        "COUNT",
                        new EntityRef("vm", "7"),
                        i == 4 ? "ada" : null,
                        Map.of("epoch", "1")))
                .toList();
        journal.write(0, entries);
        journal.write(0, entries.subList(3, 7));
        journal.mend(0, entries);

        assertThat(journal.newest(JournalFilter.NONE, null, 100)).isEqualTo(entries.reversed());
        assertThat(journal.newest(JournalFilter.NONE, entries.get(5).id(), 2))
                .containsExactly(entries.get(4), entries.get(3));
        Set<JournalLevel> errors = Set.of(JournalLevel.ERROR);
        assertThat(journal.newest(
                        new JournalFilter(AT.plusSeconds(2), AT.plusSeconds(6), errors, new Subject.Entity("vm")),
                        null,
                        100))
                .containsExactly(entries.get(4), entries.get(2));
        assertThat(journal.newest(
                        new JournalFilter(null, null, JournalFilter.NONE.levels(), new Subject.Actor("ada")), null, 9))
                .containsExactly(entries.get(4));

        assertThat(journal.count()).isEqualTo(10);
        assertThat(journal.deleteOldest(AT.plusSeconds(3), 100)).isEqualTo(3);
        assertThat(journal.deleteOldest(null, 2)).isEqualTo(2);
        assertThat(journal.newest(JournalFilter.NONE, null, 100))
                .isEqualTo(entries.subList(5, 10).reversed());
    }

    @Test
    void itSaysThatItIsAPrimary() {
        Document answer = driver.getDatabase("admin").runCommand(new Document("hello", 1));
        assertThat(answer.getBoolean("isWritablePrimary")).isTrue();
    }

    @Test
    void indexesMayBeAskedForTwice() {
        new Installation(database).ensureIndexes();
        assertThat(database.getCollection("tasks").listIndexes().map(index -> index.getString("name")))
                .contains("owner", "outbox", "queue");
    }

    @Test
    void aWriteFailsThatKnewAnOlderVersion() {
        Task task = queued(newId());
        assertThat(tasks.write(List.of(created(task)))).isEmpty();
        Versioned<Task> first = tasks.find(task.id()).orElseThrow();
        Task running = running(task, "s-1");
        assertThat(tasks.write(List.of(new Change<>(task.id(), first, running))))
                .isEmpty();
        Task late = running(task, "s-2");
        assertThat(tasks.write(List.of(new Change<>(task.id(), first, late)))).containsExactly(task.id());
        assertThat(tasks.find(task.id()).orElseThrow().entity()).isEqualTo(running);
    }

    @Test
    void ofManyChangesOnlyTheLosersAreTold() {
        List<Task> known = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            known.add(queued(newId()));
        }
        assertThat(tasks.write(known.stream().map(EmbeddedStoreIT::created).toList()))
                .isEmpty();
        Set<TaskId> again = Set.of(known.get(3).id(), known.get(40).id());
        List<Change<TaskId, Task>> changes = new ArrayList<>();
        known.stream().filter(task -> again.contains(task.id())).forEach(task -> changes.add(created(task)));
        Task fresh = queued(newId());
        changes.add(1, created(fresh));
        assertThat(tasks.write(changes)).isEqualTo(again);
        assertThat(tasks.find(fresh.id())).isPresent();
    }

    @Test
    void writersThatRaceForADocumentWinOneAfterTheOther() throws Exception {
        Task task = queued(newId());
        tasks.write(List.of(created(task)));
        try (ExecutorService racers = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> races = new ArrayList<>();
            for (int racer = 0; racer < 8; racer++) {
                String session = "s-" + racer;
                races.add(() -> win(task, session, 25));
            }
            int won = 0;
            for (Future<Integer> race : racers.invokeAll(races)) {
                won += race.get();
            }
            long version = tasks.find(task.id()).orElseThrow().version();
            assertThat(won).isEqualTo(8 * 25);
            assertThat(version).isEqualTo(1 + won);
        }
    }

    private int win(Task task, String session, int times) {
        int won = 0;
        while (won < times) {
            Versioned<Task> known = tasks.find(task.id()).orElseThrow();
            if (tasks.write(List.of(new Change<>(task.id(), known, running(task, session + won))))
                    .isEmpty()) {
                won++;
            }
        }
        return won;
    }

    @Test
    void tasksAreFoundByOwnerOutboxQueueAndWhatIsDueAlsoAfterTheyChange() {
        Task waiting = queued(newId());
        Task owned = running(queued(newId()), "s-1");
        Task other = running(queued(newId()), "s-2");
        Task withOutbox = withOutbox(queued(newId()));
        tasks.write(List.of(created(waiting), created(owned), created(other), created(withOutbox)));
        assertThat(ownedBy("s-1")).containsOnlyKeys(owned.id());
        assertThat(withOutbox()).containsOnlyKeys(withOutbox.id());
        assertThat(waitingLongest()).isPresent();

        Task retried = waiting(queued(newId()), AT.plusSeconds(5));
        tasks.write(List.of(created(retried)));
        assertThat(inAllShards(shard -> tasks.due(shard, AT.plusSeconds(4), 100)))
                .isEmpty();
        assertThat(inAllShards(shard -> tasks.due(shard, AT.plusSeconds(5), 100)))
                .containsOnlyKeys(retried.id());
        assertThat(tasks.firstDueAfter(SHARDS.of(retried.id()), AT)).contains(AT.plusSeconds(5));

        Versioned<Task> known = tasks.find(owned.id()).orElseThrow();
        tasks.write(List.of(new Change<>(owned.id(), known, running(owned, "s-2"))));
        assertThat(ownedBy("s-1")).isEmpty();
        assertThat(ownedBy("s-2")).containsOnlyKeys(owned.id(), other.id());
        assertThat(ownedByAny(List.of("s-1", "s-2"))).containsOnlyKeys(owned.id(), other.id());
        assertThat(tasks.running(List.of("s-1", "s-2"), 100)).hasEntrySatisfying("s-2", running -> assertThat(running)
                .containsExactlyInAnyOrder(owned.id(), other.id()));
        assertThat(tasks.running(List.of("s-1", "s-2"), 1)).hasSize(1);

        database.getCollection("tasks").deleteOne(Filters.eq("_id", other.id().value()));
        assertThat(ownedBy("s-2")).containsOnlyKeys(owned.id());
    }

    private Map<TaskId, Versioned<Task>> ownedBy(String session) {
        return inAllShards(shard -> tasks.ownedBy(shard, session, 100));
    }

    private Map<TaskId, Versioned<Task>> ownedByAny(List<String> sessions) {
        return inAllShards(shard -> tasks.ownedByAny(shard, sessions, 100));
    }

    private Map<TaskId, Versioned<Task>> withOutbox() {
        return inAllShards(shard -> tasks.withOutbox(shard, 100));
    }

    private java.util.Optional<Task> waitingLongest() {
        WorkQueue queue = new WorkQueue("default", Priority.NORMAL);
        return java.util.stream.IntStream.range(0, SHARDS.count())
                .mapToObj(shard -> tasks.longestWaiting(shard).get(queue))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    private static <K, V> Map<K, V> inAllShards(java.util.function.IntFunction<Map<K, V>> query) {
        Map<K, V> all = new java.util.HashMap<>();
        for (int shard = 0; shard < SHARDS.count(); shard++) {
            all.putAll(query.apply(shard));
        }
        return all;
    }

    @Test
    void aPageOfTheLatestIsInTheOrderOfIdsWhateverTheirSign() {
        List<UUID> ids = List.of(
                UUID.fromString("01000000-0000-7000-8000-000000000000"),
                UUID.fromString("01000000-0000-7000-8000-000000000001"),
                UUID.fromString("7fffffff-0000-7000-8000-000000000000"),
                UUID.fromString("80000000-0000-7000-8000-000000000000"),
                UUID.fromString("ffffffff-0000-7000-8000-000000000000"),
                UUID.fromString("ffffffff-0000-7000-f000-000000000000"));
        ids.forEach(id -> tasks.write(List.of(created(queued(new TaskId(id))))));
        TaskList list = new TaskList(database, SHARDS);
        assertThat(list.newest(TaskFilter.NONE, null, 4).stream()
                        .map(task -> task.id().value()))
                .containsExactlyElementsOf(ids.reversed().subList(0, 4));
        assertThat(list.newest(TaskFilter.NONE, new TaskId(ids.get(2)), 4).stream()
                        .map(task -> task.id().value()))
                .containsExactly(ids.get(1), ids.get(0));
    }

    @Test
    void aUniqueIndexHolds() {
        MongoCollection<Document> keys = database.getCollection("keys");
        keys.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        keys.insertOne(new Document("key", "a"));
        assertThatThrownBy(() -> keys.insertOne(new Document("key", "a"))).isInstanceOf(MongoWriteException.class);
    }

    @Test
    void aPartialUniqueIndexLeavesAloneWhatIsNotInIt() {
        MongoCollection<Document> keys = database.getCollection("keys");
        keys.createIndex(
                Indexes.ascending("key"),
                new IndexOptions().unique(true).partialFilterExpression(Filters.exists("key")));
        keys.insertMany(List.of(new Document(), new Document(), new Document("key", "a")));
        assertThatThrownBy(() -> keys.insertOne(new Document("key", "a"))).isInstanceOf(MongoWriteException.class);
    }

    @Test
    void aPartialIndexOfAnotherFormIsRefused() {
        assertThatThrownBy(() -> database.getCollection("keys")
                        .createIndex(
                                Indexes.ascending("key"),
                                new IndexOptions().unique(true).partialFilterExpression(Filters.gt("key", 5))))
                .isInstanceOf(MongoCommandException.class)
                .hasMessageContaining("$exists");
    }

    @Test
    void anIndexThatExpiresDocumentsMayBeAskedForAndKeepsThem() {
        LostSessionStore lost = new LostSessionStore(database);
        lost.record(0, "s-1", SessionLoss.CRASHED, Instant.EPOCH);
        lost.record(0, "s-1", SessionLoss.CRASHED, Instant.EPOCH);
        assertThat(lost.of(0, 10)).containsExactly(Map.entry("s-1", SessionLoss.CRASHED));
    }

    @Test
    void guardedWritesDoNotLookThroughManyDocuments() {
        MongoCollection<Document> many = database.getCollection("many");
        int count = 50_000;
        List<WriteModel<Document>> inserts = new ArrayList<>();
        List<WriteModel<Document>> updates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inserts.add(new InsertOneModel<>(new Document("_id", i).append("version", 1L)));
            updates.add(new UpdateOneModel<>(
                    Filters.and(Filters.eq("_id", i), Filters.eq("version", 1L)), Updates.set("version", 2L)));
            updates.set(
                    i, new UpdateOneModel<>(new Document("_id", i).append("version", 1L), Updates.set("version", 2L)));
        }
        many.bulkWrite(inserts);
        long began = System.nanoTime();
        assertThat(many.bulkWrite(updates).getMatchedCount()).isEqualTo(count);
        // Looking through all of them for each takes minutes.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(many.bulkWrite(updates).getMatchedCount()).isZero();
    }

    @Test
    void aTakenPortIsToldClearly() {
        assertThatThrownBy(() -> EmbeddedStore.start(store.port(), Clock.systemUTC()))
                .isInstanceOf(EmbeddedStoreException.class)
                .hasMessageContaining("127.0.0.1:" + store.port());
    }

    @Test
    void twoStoresKnowNothingOfEachOther() {
        Set<String> names = new HashSet<>();
        database.getCollection("mine").insertOne(new Document());
        try (EmbeddedStore other = EmbeddedStore.start(0, Clock.systemUTC());
                MongoClient visitor = MongoClients.create(other.uri("admin"))) {
            visitor.getDatabase(database.getName()).listCollectionNames().into(names);
        }
        assertThat(names).isEmpty();
    }

    @Test
    void whatHasEndedLongAgoIsFoundTheLongestEndedFirst() {
        List<Task> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            State state = i % 4 == 0 ? State.FAILED : State.FINISHED;
            all.add(i % 10 == 0 ? queued(newId()) : ended(newId(), state, AT.plusSeconds(i * 37 % 200)));
        }
        assertThat(tasks.write(all.stream().map(EmbeddedStoreIT::created).toList()))
                .isEmpty();

        List<TaskId> expected = all.stream()
                .filter(task -> SHARDS.of(task.id()) == 1
                        && task.state() == State.FINISHED
                        && task.since().isBefore(AT.plusSeconds(100)))
                .sorted(Comparator.comparing(Task::since))
                .map(Task::id)
                .toList();
        assertThat(tasks.ended(1, State.FINISHED, AT.plusSeconds(100), 200).keySet())
                .containsExactlyElementsOf(expected);
        assertThat(tasks.ended(1, State.FINISHED, AT.plusSeconds(100), 3).keySet())
                .containsExactlyElementsOf(expected.subList(0, 3));
    }

    private static TaskId newId() {
        return new TaskId(UUID.randomUUID());
    }

    private static Change<TaskId, Task> created(Task task) {
        return new Change<>(task.id(), null, task);
    }

    private static Task queued(TaskId id) {
        return task(id, Phase.QUEUED, 1, new Dispatched(AT, 0), null, null, List.of());
    }

    private static Task running(Task task, String session) {
        Run run = new Run("r-1", session, "worker", 3, AT, 40, null);
        return task(task.id(), Phase.RUNNING, 1, null, null, run, List.of());
    }

    @Test
    void ofManyWhoReserveAnIdempotencyKeyOneSucceedsAndItsLeaseIsOverByTheStoresClock() throws Exception {
        Reservations keys = new IdempotencyStore(database);
        List<Callable<Boolean>> racers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Reservation fresh = new Reservation("key", "f", newId(), unsent("racer-" + i, Duration.ofMillis(300)));
            racers.add(() -> keys.reserve(fresh, Duration.ofHours(1)));
        }
        assertThat(atOnce(racers)).containsOnlyOnce(true).hasSize(20);
        Reservation known = keys.find("key").orElseThrow();

        await().atMost(Duration.ofSeconds(20)).until(() -> keys.takeOver(known, "taker", LONG));
        Document stored = Objects.requireNonNull(
                database.getCollection("idempotencyKeys").find().first());
        Instant reservedAt = stored.getDate("expiresAt").toInstant().minus(Duration.ofHours(1));
        assertThat(stored.getDate("leasedAt").toInstant()).isAfterOrEqualTo(reservedAt.plusMillis(300));
        Reservation taken = keys.find("key").orElseThrow();
        assertThat(taken.task()).isEqualTo(known.task());
        assertThat(keys.takeOver(known, "late", LONG)).isFalse();
        assertThat(keys.takeOver(taken, "early", LONG)).isFalse();
        keys.release("key", "taker");
        assertThat(keys.takeOver(taken, "next", LONG)).isTrue();

        keys.markSent("key", known.task());
        assertThat(keys.find("key")).contains(new Reservation("key", "f", known.task(), null));
        assertThat(keys.drop("key", "next")).isFalse();
        assertThat(keys.reserve(new Reservation("other", "f", newId(), unsent("me", LONG)), LONG))
                .isTrue();
        assertThat(keys.drop("other", "me")).isTrue();
        assertThat(keys.find("other")).isEmpty();
    }

    private static Unsent unsent(String holder, Duration lease) {
        return new Unsent(holder, lease, new byte[] {1, 2, 3});
    }

    private static List<Boolean> atOnce(List<Callable<Boolean>> racers) throws Exception {
        List<Boolean> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(racers.size())) {
            for (Future<Boolean> result : threads.invokeAll(racers)) {
                results.add(result.get());
            }
        }
        return results;
    }

    private static Task waiting(Task task, Instant releaseAt) {
        Run run = new Run("r-1", "s-1", "worker", 3, AT, 40, null);
        return task(task.id(), Phase.RETRY_WAIT, 1, null, releaseAt, run, List.of());
    }

    private static Task ended(TaskId id, State state, Instant since) {
        TaskError error = state == State.FAILED ? new TaskError("IO", "no", true) : null;
        End end = new End(state, state == State.FINISHED ? Result.SUCCESS : Result.FAILURE, AT, null, error);
        return new Task(
                id,
                SPEC,
                Phase.DONE,
                since,
                3,
                1,
                0,
                null,
                Dependencies.NONE,
                Claims.NONE,
                null,
                null,
                null,
                null,
                AT,
                40,
                null,
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

    private static Task withOutbox(Task task) {
        return task(
                task.id(), Phase.QUEUED, 2, new Dispatched(AT, 0), null, null, List.of(new OutboxEntry.Dispatch(2, 0)));
    }

    private static Task task(
            TaskId id,
            Phase phase,
            int epoch,
            @Nullable Dispatched dispatched,
            @Nullable Instant releaseAt,
            @Nullable Run run,
            List<OutboxEntry> outbox) {
        Instant started = run == null ? null : AT;
        return new Task(
                id,
                SPEC,
                phase,
                AT,
                epoch,
                1,
                0,
                null,
                Dependencies.NONE,
                Claims.NONE,
                dispatched,
                null,
                null,
                releaseAt,
                started,
                40,
                run,
                null,
                Rollback.NONE,
                null,
                null,
                null,
                null,
                List.of(),
                outbox,
                History.EMPTY,
                Families.NONE);
    }
}
