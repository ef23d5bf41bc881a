package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.mortal.JournalDeath;
import io.taskmill.it.mortal.TellingProjector;
import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.JournalKind;
import io.taskmill.model.journal.TaskJournal;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.ShardMessage;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.task.Task;
import io.taskmill.store.JournalFilter;
import io.taskmill.store.JournalStore;
import io.taskmill.store.TaskStore;
import io.taskmill.store.Versioned;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal tells all that has happened, each thing once, with who wanted it, whatever projectors die of. */
class JournalIT {

    private static final Logger LOG = LoggerFactory.getLogger(JournalIT.class);

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();
    private static final WireCodec CODEC = new WireCodec();
    private static final Shards SHARDS = new Shards(8);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Each time; enough for every shard to have something to tell. */
    private static final int TASKS = 30;

    private static final int NOBODYS = 5;
    private static final int DEATHS = 6;

    @BeforeAll
    static void startOneOfEach() {
        MILL.startOneOfEach();
    }

    private static HttpTasks tasks() {
        return MILL.tasks("api");
    }

    private static void tell(TaskId task, ShardMessage command) {
        String key = Topology.eventKey(SHARDS.of(task));
        assertThat(BROKER.publish(Topology.EVENTS, key, Map.of(), CODEC.encode(command)))
                .isTrue();
    }

    @Test
    void whereverProjectorsDieEachEntryOfEachHistoryIsInTheJournalOnceAndItsActorsAreWhoTheyWere() {
        MILL.process("projector").kill();
        Map<TaskId, String> creators = new LinkedHashMap<>();
        Map<TaskId, String> cancelled = new HashMap<>();
        for (int death = 0; death < DEATHS; death++) {
            Map<TaskId, String> submitted = submitted(death);
            creators.putAll(submitted);
            cancelled.putAll(cancelled(submitted.keySet()));
            String name = "mortal-" + death;
            JournalDeath where = death % 2 == 0 ? JournalDeath.BEFORE_TELLING : JournalDeath.AFTER_TELLING;
            MILL.launch(name, TellingProjector.process(name, where, 2 * (death % 3)), Map.of());
            assertThat(MILL.process(name).awaitExit(PATIENCE)).isEqualTo(137);
            LOG.info("died {} told={}", where, STORE.count("journal", "{}"));
        }
        MILL.launch("task-projector", "projector");
        MILL.awaitReady("projector");
        retryOne(creators.keySet());
        await().atMost(PATIENCE).until(() -> areAllOver(creators.keySet()));

        Map<TaskId, Task> documents = documents(creators.keySet());
        Map<TaskId, List<JournalEntry>> journal = journal();
        documents.forEach((id, task) -> {
            assertThat(task.history().dropped()).isZero();
            assertThat(journal.getOrDefault(id, List.of()))
                    .as("of %s: %s", id, task.history())
                    .containsExactlyInAnyOrderElementsOf(TaskJournal.all(task));
        });
        assertThatActorsAreWhoTheyWere(creators, cancelled, journal);
        assertThatTheCsvHasTheSame(journal);
    }

    private static Map<TaskId, String> submitted(int round) {
        Map<TaskId, String> creators = new LinkedHashMap<>();
        for (int i = 0; i < TASKS; i++) {
            String creator = "=creator-" + (round + i) % 7;
            creators.put(TaskId.parse(tasks().submitJson(submission(i, creator))), creator);
        }
        for (int i = 0; i < NOBODYS; i++) {
            creators.put(nobodys("=creator"), "=creator");
        }
        return creators;
    }

    /** One that no worker takes: a projector ends it when it is time, of which no message tells. */
    private static TaskId nobodys(String creator) {
        TaskId task = new TaskId(UUID.randomUUID());
        TaskPolicy policy = new TaskPolicy(RetryPolicy.NONE, new Timeouts(Duration.ofSeconds(1), null, null), false);
        TaskSpec spec = new TaskSpec(
                "COUNT",
                1,
                "nowhere",
                Priority.NORMAL,
                Json.EMPTY_OBJECT,
                null,
                creator,
                null,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                policy);
        tell(task, new RunCommand(task, 1, spec));
        return task;
    }

    private static boolean areAllOver(Collection<TaskId> all) {
        Collection<Task> known = documents(all).values();
        return known.size() == all.size()
                && known.stream()
                        .allMatch(task ->
                                task.phase() == Phase.DONE && task.outbox().isEmpty());
    }

    /** Some end well, some badly, some after another attempt, and some by their deadline, without anybody's word. */
    private static String submission(int i, String creator) {
        String more = ",\"creator\":\"" + creator + "\",\"entity\":{\"type\":\"vm\",\"id\":\"" + i % 5 + "\"}}";
        return switch (i % 5) {
            case 0, 1 -> "{\"type\":\"COUNT\",\"params\":{\"times\":0}" + more;
            case 2 -> "{\"type\":\"FAIL\",\"params\":{\"message\":\"no\"}" + more;
            case 3 ->
                "{\"type\":\"FAIL\",\"params\":{\"message\":\"not yet\",\"retryable\":true},\"retry\":{\"maxAttempts\":2,"
                        + "\"backoff\":\"PT1S\",\"maxBackoff\":\"PT1S\"}" + more;
            default -> "{\"type\":\"COUNT\",\"params\":{\"times\":600},\"timeouts\":{\"deadline\":\"PT3S\"}" + more;
        };
    }

    /** By users that the API does not know yet; every fourth, whatever it does. */
    private static Map<TaskId, String> cancelled(Collection<TaskId> all) {
        Map<TaskId, String> by = new TreeMap<>();
        int i = 0;
        for (TaskId task : all) {
            if (i++ % 4 == 0) {
                String user = "user-" + i % 3;
                by.put(task, user);
                tell(task, new CancelTask(task, "cancel-" + task, user, Instant.now(), "not needed"));
            }
        }
        return by;
    }

    private static void retryOne(Collection<TaskId> all) {
        await().atMost(PATIENCE).until(() -> failed(all) != null);
        Task failed = Objects.requireNonNull(failed(all));
        tell(failed.id(), new RetryTask(failed.id(), "retry-1", "grace", Instant.now(), failed.epoch()));
        await().atMost(PATIENCE)
                .until(() -> STORE.count("journal", "{\"actor\":\"grace\",\"kind\":\"TASK_RETRIED\"}") == 1);
    }

    private static @Nullable Task failed(Collection<TaskId> all) {
        return documents(all).values().stream()
                .filter(task -> task.end() != null && task.state().name().equals("FAILED"))
                .findFirst()
                .orElse(null);
    }

    private static Map<TaskId, Task> documents(Collection<TaskId> all) {
        return STORE.withDatabase(database -> new TaskStore(database, SHARDS).read(all)).values().stream()
                .map(Versioned::entity)
                .filter(task -> !task.isStub())
                .collect(Collectors.toMap(Task::id, Function.identity()));
    }

    private static Map<TaskId, List<JournalEntry>> journal() {
        List<JournalEntry> all =
                STORE.withDatabase(database -> new JournalStore(database).newest(JournalFilter.NONE, null, 100_000));
        return all.stream()
                .filter(entry -> entry.task() != null)
                .collect(Collectors.groupingBy(entry -> Objects.requireNonNull(entry.task())));
    }

    private static void assertThatActorsAreWhoTheyWere(
            Map<TaskId, String> creators, Map<TaskId, String> cancelled, Map<TaskId, List<JournalEntry>> journal) {
        creators.forEach((task, creator) ->
                assertThat(actors(journal, task, JournalKind.TASK_SUBMITTED)).containsExactly(creator));
        cancelled.forEach((task, user) -> {
            assertThat(actors(journal, task, JournalKind.TASK_CANCELLED)).isSubsetOf(List.of(user));
            assertThat(actors(journal, task, JournalKind.TASK_CANCEL_REQUESTED)).isSubsetOf(List.of(user));
        });
        assertThat(cancelled.keySet().stream().filter(task -> !actors(journal, task, JournalKind.TASK_CANCELLED)
                        .isEmpty()))
                .as("not too late")
                .isNotEmpty();
        assertThat(journal.values().stream().flatMap(List::stream))
                .filteredOn(
                        entry -> Set.of(JournalKind.TASK_STARTED, JournalKind.TASK_FINISHED, JournalKind.TASK_FAILED)
                                .contains(entry.kind()))
                .allSatisfy(entry -> assertThat(entry.actor()).isNull());
    }

    private static List<String> actors(Map<TaskId, List<JournalEntry>> journal, TaskId task, JournalKind kind) {
        return journal.getOrDefault(task, List.of()).stream()
                .filter(entry -> entry.kind() == kind)
                .map(entry -> String.valueOf(entry.actor()))
                .toList();
    }

    private static void assertThatTheCsvHasTheSame(Map<TaskId, List<JournalEntry>> journal) {
        List<String> rows = new ArrayList<>(
                tasks().body("/api/v1/journal.csv").lines().skip(1).toList());
        assertThat(rows).as("what a spreadsheet takes for a formula").noneMatch(row -> row.contains(",="));
        journal.forEach((task, entries) -> assertThat(rows.stream()
                        .filter(row -> row.contains("," + task + ","))
                        .map(row -> row.split(",", 4)[0] + " " + row.split(",", 4)[2]))
                .containsExactlyInAnyOrderElementsOf(entries.stream()
                        .map(entry -> entry.at() + " " + entry.kind())
                        .toList()));
        assertThat(rows)
                .hasSizeGreaterThanOrEqualTo(
                        journal.values().stream().mapToInt(List::size).sum());
    }

    @Test
    void whatIsDoneToGatesPausesAndSchedulesIsToldAndATasksDeletionToo() {
        String id = tasks().submit("COUNT", "{\"times\":0}");
        tasks().awaitState(id, "FINISHED", PATIENCE);
        assertThat(tasks().delete(id).statusCode()).isEqualTo(204);
        assertThat(tasks().limit("vm:1", "0").statusCode()).isIn(200, 202);
        assertThat(tasks().pause("pools/elsewhere", "repairs").statusCode()).isIn(200, 202);
        assertThat(tasks().resume("pools/elsewhere").statusCode()).isIn(200, 202);
        MILL.schedules("api")
                .make("nightly", "{\"cron\":\"0 3 * * *\",\"task\":{\"type\":\"COUNT\",\"params\":{\"times\":1}}}");
        assertThat(MILL.schedules("api").delete("nightly").statusCode()).isIn(200, 202, 204);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(acts())
                .containsExactlyInAnyOrder(
                        "GATE_LIMITED gate:vm:1",
                        "PAUSED worker-pool:elsewhere",
                        "RESUMED worker-pool:elsewhere",
                        "SCHEDULE_CREATED schedule:nightly",
                        "SCHEDULE_DELETED schedule:nightly"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(journal().get(TaskId.parse(id)))
                .extracting(JournalEntry::kind)
                .containsExactlyInAnyOrder(
                        JournalKind.TASK_SUBMITTED,
                        JournalKind.TASK_STARTED,
                        JournalKind.TASK_FINISHED,
                        JournalKind.TASK_DELETED));
    }

    private static List<String> acts() {
        return STORE
                .withDatabase(database -> new JournalStore(database).newest(JournalFilter.NONE, null, 100_000))
                .stream()
                .filter(entry -> entry.task() == null)
                .map(entry -> entry.kind() + " "
                        + Objects.requireNonNull(entry.entity()).type() + ":"
                        + Objects.requireNonNull(entry.entity()).id())
                .toList();
    }
}
