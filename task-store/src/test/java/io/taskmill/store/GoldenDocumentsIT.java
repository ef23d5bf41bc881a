package io.taskmill.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.taskmill.model.EntityRef;
import io.taskmill.model.LogEntry;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.entity.Entity;
import io.taskmill.model.gate.Gate;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.message.RunLog;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.pause.Pauses;
import io.taskmill.model.rate.Rate;
import io.taskmill.model.schedule.Schedule;
import io.taskmill.model.session.Session;
import io.taskmill.model.task.Task;
import io.taskmill.model.type.TaskType;
import io.taskmill.testkit.RealStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files in {@code golden} are what documents look like: each is read and written by this version, and by every later
 * one. They are changed only with a rule of docs/messages.md at hand.
 */
class GoldenDocumentsIT {

    static final RealStore real = new RealStore();

    @RegisterExtension
    static final StoreContext context = new StoreContext(real);

    private static final Set<String> WITHOUT_ENTITY = Set.of(
            "lostSessions",
            "lostSessions-gone",
            "runLogs",
            "journal",
            "installation-shards",
            "installation-idKey",
            "shards",
            "taskCounts",
            "idempotencyKeys",
            "idempotencyKeys-unsent");

    private final TaskStore tasks = new TaskStore(context.database(), GoldenEntities.SHARDS);
    private final SessionStore sessions = new SessionStore(context.database(), GoldenEntities.SHARDS);
    private final GateStore gates = new GateStore(context.database(), GoldenEntities.SHARDS);
    private final EntityStore entities = new EntityStore(context.database(), GoldenEntities.SHARDS);
    private final RateStore rates = new RateStore(context.database(), GoldenEntities.SHARDS);
    private final ScheduleStore schedules = new ScheduleStore(context.database(), GoldenEntities.SHARDS);
    private final TaskTypeStore types = new TaskTypeStore(context.database());
    private final PausesStore pauses = new PausesStore(context.database());
    private final Installation installation = new Installation(context.database());
    private final LostSessionStore lostSessions = new LostSessionStore(context.database());
    private final JournalStore journal = new JournalStore(context.database());
    private final RunLogStore logs = new RunLogStore(context.database());
    private final TaskCountStore counts = new TaskCountStore(context.database());

    static Stream<String> tasks() {
        return GoldenEntities.TASKS.keySet().stream().sorted();
    }

    static Stream<String> sessions() {
        return GoldenEntities.SESSIONS.keySet().stream().sorted();
    }

    static Stream<String> gates() {
        return GoldenEntities.GATES.keySet().stream().sorted();
    }

    static Stream<String> lostSessions() {
        return GoldenEntities.LOST_SESSIONS.keySet().stream().sorted();
    }

    @BeforeEach
    void nothingIsStored() throws Exception {
        for (String name : files()) {
            collection(name).deleteMany(new BsonDocument());
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void aGoldenTaskIsReadAsItsSampleAndWrittenFromIt(String name) throws Exception {
        Task sample = Objects.requireNonNull(GoldenEntities.TASKS.get(name));
        isReadAndWritten(tasks, name, sample.id(), sample);
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void aGoldenSessionIsReadAsItsSampleAndWrittenFromIt(String name) throws Exception {
        Session sample = Objects.requireNonNull(GoldenEntities.SESSIONS.get(name));
        isReadAndWritten(sessions, name, sample.id(), sample);
    }

    @ParameterizedTest
    @MethodSource("gates")
    void aGoldenGateIsReadAsItsSampleAndWrittenFromIt(String name) throws Exception {
        Gate sample = Objects.requireNonNull(GoldenEntities.GATES.get(name));
        isReadAndWritten(gates, name, sample.key(), sample);
    }

    @Test
    void aGoldenRateIsReadAsItsSampleAndWrittenFromIt() throws Exception {
        Rate sample = Objects.requireNonNull(GoldenEntities.RATES.get("rates"));
        isReadAndWritten(rates, "rates", sample.key(), sample);
    }

    @Test
    void aGoldenEntityIsReadAsItsSampleAndWrittenFromIt() throws Exception {
        Entity sample = Objects.requireNonNull(GoldenEntities.ENTITIES.get("entities"));
        isReadAndWritten(entities, "entities", sample.key(), sample);
    }

    @Test
    void aGoldenTaskTypeIsReadAsItsSampleAndWrittenFromIt() throws Exception {
        TaskType sample = Objects.requireNonNull(GoldenEntities.TYPES.get("taskTypes"));
        isReadAndWritten(types, "taskTypes", sample.name(), sample);
    }

    static Stream<String> schedules() {
        return GoldenEntities.SCHEDULES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void aGoldenScheduleIsReadAsItsSampleAndWrittenFromIt(String name) throws Exception {
        Schedule sample = Objects.requireNonNull(GoldenEntities.SCHEDULES.get(name));
        isReadAndWritten(schedules, name, sample.name(), sample);
    }

    @Test
    void goldenPausesAreReadAsTheirSampleAndWrittenFromIt() throws Exception {
        Pauses sample = Objects.requireNonNull(GoldenEntities.PAUSES.get("pauses"));
        isReadAndWritten(pauses, "pauses", Pauses.ID, sample);
        assertThat(pauses.present()).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("lostSessions")
    void aGoldenLostSessionIsReadAndWritten(String name) throws Exception {
        SessionLoss sample = Objects.requireNonNull(GoldenEntities.LOST_SESSIONS.get(name));
        var _ = collection(name).insertOne(golden(name));
        assertThat(lostSessions.of(GoldenEntities.SHARD, 10)).isEqualTo(Map.of(GoldenEntities.LOST_SESSION, sample));

        collection(name).deleteMany(new BsonDocument());
        lostSessions.record(GoldenEntities.SHARD, GoldenEntities.LOST_SESSION, sample, GoldenEntities.AT);
        assertThat(stored(name)).isEqualTo(golden(name));
    }

    @Test
    void aGoldenChunkOfALogIsReadAndWritten() throws Exception {
        TaskId task = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
        List<LogEntry> entries = List.of(
                new LogEntry(GoldenEntities.AT, "copying \"a\" to ö"),
                new LogEntry(GoldenEntities.AT.plusMillis(5), ""));
        var _ = collection("runLogs").insertOne(golden("runLogs"));
        assertThat(logs.read(task, null, null, null, 10))
                .containsExactly(
                        new LogLine(new LogPosition(2, "r-1", 7, 0), entries.getFirst()),
                        new LogLine(new LogPosition(2, "r-1", 7, 1), entries.getLast()));

        collection("runLogs").deleteMany(new BsonDocument());
        logs.write(List.of(new RunLog(task, 2, "r-1", 7, entries)));
        assertThat(stored("runLogs")).isEqualTo(golden("runLogs"));
    }

    @Test
    void aGoldenEntryOfTheJournalIsReadAndWritten() throws Exception {
        JournalEntry entry = new JournalEntry(
                "01c2ae78427b~01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10~2~TASK_FAILED~0badcafe",
                GoldenEntities.AT,
                JournalKind.TASK_FAILED,
                TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10"),
                "COUNT",
                new EntityRef("vm", "7"),
                "ada",
                Map.of("epoch", "2", "run", "r-1", "worker", "w-1", "reason", "DISK_FULL"));
        var _ = collection("journal").insertOne(golden("journal"));
        assertThat(journal.newest(JournalFilter.NONE, null, 10)).containsExactly(entry);

        collection("journal").deleteMany(new BsonDocument());
        journal.write(3, List.of(entry));
        assertThat(stored("journal")).isEqualTo(golden("journal"));
    }

    @Test
    void theGoldenInstallationIsReadAndWritten() throws Exception {
        var _ = collection("installation").insertOne(golden("installation-shards"));
        assertThat(installation.shards()).contains(GoldenEntities.SHARDS);
        collection("installation").deleteMany(new BsonDocument());
        var _ = installation.fixShards(GoldenEntities.SHARDS);
        assertThat(stored("installation")).isEqualTo(golden("installation-shards"));

        collection("installation").deleteMany(new BsonDocument());
        var _ = collection("installation").insertOne(golden("installation-idKey"));
        assertThat(installation.fixIdKey(new byte[] {1})).isEqualTo(GoldenEntities.ID_KEY);
        collection("installation").deleteMany(new BsonDocument());
        var _ = installation.fixIdKey(GoldenEntities.ID_KEY);
        assertThat(stored("installation")).isEqualTo(golden("installation-idKey"));
    }

    @Test
    void aGoldenWatermarkIsReadAndWritten() throws Exception {
        var _ = collection("shards").insertOne(golden("shards"));
        assertThat(installation.watermarks()).isEqualTo(Map.of(GoldenEntities.SHARD, GoldenEntities.AT));

        collection("shards").deleteMany(new BsonDocument());
        installation.foldedThrough(GoldenEntities.SHARD, GoldenEntities.AT);
        assertThat(stored("shards")).isEqualTo(golden("shards"));
    }

    @Test
    void goldenCountsAreReadAndWritten() throws Exception {
        String writer = "0b5c2d6e-8f10-4c3a-9d1f-01983f5e7a00";
        Map<State, Long> found = Map.of(State.INITIAL, 2L, State.FINISHED, 5_000_000_000L);
        var _ = collection("taskCounts").insertOne(golden("taskCounts"));
        assertThat(counts.sum(new Shards(1))).isEqualTo(new TaskCounts(found, false));

        collection("taskCounts").deleteMany(new BsonDocument());
        counts.take(GoldenEntities.SHARD, writer);
        assertThat(counts.complete(GoldenEntities.SHARD, writer, found)).isTrue();
        assertThat(stored("taskCounts")).isEqualTo(golden("taskCounts"));
    }

    @Test
    void aGoldenIdempotencyKeyIsReadAndWritten() throws Exception {
        IdempotencyStore keys = new IdempotencyStore(context.database());
        Unsent unsent = new Unsent(
                "00f1e2d3c4b5a697",
                Duration.ofSeconds(10),
                "{\"v\":1,\"message\":{\"kind\":\"RUN\"}}".getBytes(StandardCharsets.UTF_8));
        var _ = collection("idempotencyKeys").insertOne(golden("idempotencyKeys-unsent"));
        Reservation read =
                keys.find(golden("idempotencyKeys").getString("_id").getValue()).orElseThrow();
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("key", "fingerprint")
                .isEqualTo(new Reservation("", "", TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10"), unsent));

        collection("idempotencyKeys").deleteMany(new BsonDocument());
        assertThat(keys.reserve(read, Duration.ofDays(1))).isTrue();
        assertThat(withGoldenInstants(stored("idempotencyKeys"), "leasedAt", "expiresAt"))
                .isEqualTo(golden("idempotencyKeys-unsent"));
        keys.markSent(read.key(), read.task());
        assertThat(withGoldenInstants(stored("idempotencyKeys"), "expiresAt")).isEqualTo(golden("idempotencyKeys"));
        assertThat(keys.find(read.key()).map(Reservation::unsent)).isEmpty();
    }

    /** These are the store's own. */
    private static BsonDocument withGoldenInstants(BsonDocument document, String... fields) throws Exception {
        for (String field : fields) {
            assertThat(document.put(field, golden("idempotencyKeys-unsent").get(field))
                            .isDateTime())
                    .as(field)
                    .isTrue();
        }
        return document;
    }

    @Test
    void documentsFromBeforeListsHadFiltersAreRead() throws Exception {
        BsonDocument queued = golden("tasks-queued");
        queued.remove("entity");
        var _ = collection("tasks").insertOne(queued);
        Task sample = Objects.requireNonNull(GoldenEntities.TASKS.get("tasks-queued"));
        assertThat(tasks.find(sample.id()).map(Versioned::entity)).contains(sample);

        collection("tasks").deleteMany(new BsonDocument());
        var _ = collection("tasks").insertOne(golden("tasks-stub").append("state", new BsonString("INITIAL")));
        Task stub = Objects.requireNonNull(GoldenEntities.TASKS.get("tasks-stub"));
        assertThat(tasks.find(stub.id()).map(Versioned::entity)).contains(stub);
    }

    @Test
    void documentsFromBeforeTasksHadAPolicyAreRead() throws Exception {
        BsonDocument queued = golden("tasks-queued");
        queued.remove("since");
        queued.getDocument("spec").remove("policy");
        var _ = collection("tasks").insertOne(queued);
        Task sample = Objects.requireNonNull(GoldenEntities.TASKS.get("tasks-queued"));

        Task read = tasks.find(sample.id()).orElseThrow().entity();
        assertThat(read.spec()).isEqualTo(sample.spec());
        assertThat(read.since()).isEqualTo(Tasks.SPEC.created());

        BsonDocument type = golden("taskTypes");
        type.remove("policy");
        var _ = collection("taskTypes").insertOne(type);
        assertThat(types.all()).containsExactlyElementsOf(GoldenEntities.TYPES.values());
    }

    @Test
    void fieldsThatAreUnknownSurviveAnUpdateAtTheTopAndInWhatWasAskedFor() throws Exception {
        BsonDocument before = golden("tasks-queued");
        BsonValue newer = BsonDocument.parse("{\"newer\": {\"a\": [1, null]}}").get("newer");
        before.append("newer", newer).getDocument("spec").append("newer", newer);
        var _ = collection("tasks").insertOne(before);
        TaskId id =
                Objects.requireNonNull(GoldenEntities.TASKS.get("tasks-queued")).id();

        for (String next : List.of("tasks-running", "tasks-redispatched", "tasks-finished")) {
            Task after = Objects.requireNonNull(GoldenEntities.TASKS.get(next));
            update(tasks, id, after);
            assertThat(tasks.find(id).map(Versioned::entity)).contains(after);
        }

        assertThat(stored("tasks").get("newer")).isEqualTo(newer);
        assertThat(stored("tasks").getDocument("spec").get("newer")).isEqualTo(newer);
    }

    @Test
    void fieldsThatAreUnknownSurviveAnUpdateOfASessionATypeAndAWatermark() throws Exception {
        for (String name : List.of("sessions-active", "taskTypes", "shards")) {
            var _ = collection(name).insertOne(golden(name).append("newer", BsonDocument.parse("{\"a\": [1, null]}")));
        }

        Session lost = Objects.requireNonNull(GoldenEntities.SESSIONS.get("sessions-lost"));
        update(sessions, lost.id(), lost);
        TaskType type = Objects.requireNonNull(GoldenEntities.TYPES.get("taskTypes"));
        update(types, type.name(), type);
        installation.foldedThrough(GoldenEntities.SHARD, GoldenEntities.AT.plusSeconds(5));

        for (String name : List.of("sessions-active", "taskTypes", "shards")) {
            assertThat(stored(name).get("newer")).as(name).isEqualTo(BsonDocument.parse("{\"a\": [1, null]}"));
        }
    }

    @Test
    void everyGoldenFileHasASample() throws Exception {
        Set<String> samples = new TreeSet<>(WITHOUT_ENTITY);
        samples.addAll(GoldenEntities.TASKS.keySet());
        samples.addAll(GoldenEntities.SESSIONS.keySet());
        samples.addAll(GoldenEntities.GATES.keySet());
        samples.addAll(GoldenEntities.RATES.keySet());
        samples.addAll(GoldenEntities.ENTITIES.keySet());
        samples.addAll(GoldenEntities.TYPES.keySet());
        samples.addAll(GoldenEntities.SCHEDULES.keySet());
        samples.addAll(GoldenEntities.PAUSES.keySet());
        assertThat(files()).isEqualTo(samples);
    }

    private static <K, E> void isReadAndWritten(EntityCollection<K, E> store, String name, K key, E sample)
            throws Exception {
        BsonDocument golden = golden(name);
        var _ = collection(name).insertOne(golden);
        assertThat(store.find(key))
                .contains(new Versioned<>(sample, golden.getInt64("version").getValue()));

        collection(name).deleteMany(new BsonDocument());
        assertThat(store.write(List.of(new Change<>(key, null, sample)))).isEmpty();
        assertThat(withoutGuard(stored(name))).isEqualTo(withoutGuard(golden));
    }

    private static <K, E> void update(EntityCollection<K, E> store, K key, E after) {
        Versioned<E> before = store.find(key).orElseThrow();
        assertThat(store.write(List.of(new Change<>(key, before, after)))).isEmpty();
    }

    /** These two are another number with each write. */
    private static BsonDocument withoutGuard(BsonDocument document) {
        BsonDocument rest = document.clone();
        assertThat(rest.remove("version").isInt64()).isTrue();
        assertThat(rest.remove("stamp").isInt64()).isTrue();
        return rest;
    }

    private static BsonDocument stored(String name) {
        return Objects.requireNonNull(collection(name).find().first());
    }

    private static MongoCollection<BsonDocument> collection(String name) {
        return context.database().getCollection(name.replaceFirst("-.*", ""), BsonDocument.class);
    }

    private static BsonDocument golden(String name) throws IOException, URISyntaxException {
        return BsonDocument.parse(Files.readString(directory().resolve(name + ".json")));
    }

    private static Set<String> files() throws IOException, URISyntaxException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> listed = Files.list(directory())) {
            listed.forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.json$", "")));
        }
        return names;
    }

    private static Path directory() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldenDocumentsIT.class.getResource("/golden"), "no golden files")
                .toURI());
    }
}
