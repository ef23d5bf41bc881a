package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import io.taskmill.it.ledger.LedgerHandler;
import io.taskmill.it.mortal.OutboxDeath;
import io.taskmill.it.system.Mill;
import io.taskmill.it.system.Taken;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.Shards;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.task.Claims;
import io.taskmill.model.task.Dependencies;
import io.taskmill.model.task.End;
import io.taskmill.model.task.Families;
import io.taskmill.model.task.History;
import io.taskmill.model.task.Rollback;
import io.taskmill.model.task.Task;
import io.taskmill.store.Change;
import io.taskmill.store.TaskStore;
import io.taskmill.testkit.RealBroker;
import io.taskmill.testkit.RealStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A projector dies between two steps of a follow-up: it is written, published, and cleared. Another one brings it to its
 * end: no task is lost, and none runs twice (invariants 1 and 2).
 */
class OutboxKillIT {

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealBroker BROKER = MILL.broker();
    private static final RealStore STORE = MILL.store();
    private static final WireCodec CODEC = new WireCodec();
    private static final Shards SHARDS = new Shards(8);
    private static final int TASKS = 40;
    private static final String WORK = "work." + LedgerHandler.POOL + ".normal";

    /** A copy of each command that is published. */
    private static final String PUBLISHED = "published";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void declareQueuesAndIndexes() {
        MILL.launch("task-projector", "projector");
        MILL.launchLedgerWorker("worker", ledger());
        MILL.awaitReady();
        MILL.process("worker").kill();
        MILL.process("projector").kill();
        BROKER.declare(PUBLISHED);
        BROKER.bind(Topology.COMMANDS, PUBLISHED, "run." + LedgerHandler.POOL + ".normal.*");
    }

    private static Path ledger() {
        return folder.resolve("ledger");
    }

    @ParameterizedTest
    @EnumSource
    void whereverItDiesEachTaskIsDispatchedAndRunsOnce(OutboxDeath death) {
        Set<TaskId> retried = storeCancelled(death);
        retried.forEach(OutboxKillIT::retry);

        MILL.launchMortalProjector("mortal-" + death, death);
        assertThat(MILL.process("mortal-" + death).awaitExit(PATIENCE)).isEqualTo(137);
        Set<TaskId> left = withOutbox();
        String projector = "projector-" + death;
        MILL.launch("task-projector", projector);
        try {
            await().atMost(PATIENCE)
                    .until(() ->
                            count(death, "\"epoch\":2") == TASKS && withOutbox().isEmpty());

            Map<TaskId, List<Boolean>> published = published();
            assertThat(published.keySet()).isEqualTo(retried);
            assertThat(published).allSatisfy((task, agains) -> {
                assertThat(agains).hasSizeBetween(1, 2);
                assertThat(agains.getLast()).as("marked again").isEqualTo(left.contains(task));
            });
            switch (death) {
                case AFTER_WRITE -> assertThat(published.values()).contains(List.of(true));
                case AFTER_CONFIRM -> assertThat(published.values()).contains(List.of(false, true));
                case AFTER_CLEAR -> assertThat(left).as("not cleared").hasSizeLessThan(TASKS);
            }
            assertThatEachRunsOnce(death, retried, published.values());
        } finally {
            MILL.process(projector).kill(); // else the next one gets no shard
            BROKER.purge(PUBLISHED);
        }
    }

    private static void assertThatEachRunsOnce(
            OutboxDeath death, Set<TaskId> retried, Collection<List<Boolean>> published) {
        String worker = "worker-" + death;
        MILL.launchLedgerWorker(worker, ledger());
        await().atMost(PATIENCE).until(() -> count(death, "\"state\":\"FINISHED\"") == TASKS);
        await().atMost(PATIENCE).until(() -> BROKER.ready(WORK) == 0 && BROKER.unacknowledged(WORK) == 0);
        assertThat(count(death, "\"epoch\":2,\"attempt\":1,\"crashRecoveries\":0"))
                .isEqualTo(TASKS);
        assertThat(retried).allSatisfy(task -> assertThat(LedgerEntry.of(ledger(), task.toString()))
                .extracting(LedgerEntry::what, LedgerEntry::epoch)
                .containsExactly(tuple(What.START, 2), tuple(What.END, 2)));
        long twice = published.stream().filter(agains -> agains.size() == 2).count();
        assertThat(MILL.tasks(worker).metric("taskmill_worker_refused_total"))
                .as("repetitions refused")
                .isEqualTo((double) twice);
        MILL.process(worker).kill();
    }

    /** How many tasks of the round there are for which this holds. */
    private static long count(OutboxDeath round, String condition) {
        return STORE.count("tasks", "{\"spec.creator\":\"" + round + "\"," + condition + "}");
    }

    private static Set<TaskId> withOutbox() {
        return STORE.withDatabase(database -> {
            TaskStore store = new TaskStore(database, SHARDS);
            return IntStream.range(0, SHARDS.count())
                    .mapToObj(shard -> store.withOutbox(shard, TASKS).keySet())
                    .flatMap(Set::stream)
                    .collect(Collectors.toSet());
        });
    }

    /** By task, for each of its commands in order whether it was marked as perhaps published before. */
    private static Map<TaskId, List<Boolean>> published() {
        return Taken.allOf(BROKER, PUBLISHED).stream()
                .collect(Collectors.groupingBy(Taken::task, Collectors.mapping(Taken::again, Collectors.toList())));
    }

    private static void retry(TaskId task) {
        RetryTask command = new RetryTask(task, "retry-" + task, null, Instant.now(), 1);
        Outbound message = Outbound.event(SHARDS.of(task), CODEC.encode(command));
        assertThat(BROKER.publish(message.exchange(), message.routingKey(), message.headers(), message.body()))
                .isTrue();
    }

    private static Set<TaskId> storeCancelled(OutboxDeath round) {
        Set<TaskId> ids = new HashSet<>();
        List<Change<TaskId, Task>> all = IntStream.range(0, TASKS)
                .mapToObj(_ -> cancelled(round))
                .peek(task -> ids.add(task.id()))
                .map(task -> new Change<TaskId, Task>(task.id(), null, task))
                .toList();
        Set<TaskId> lost = STORE.withDatabase(database -> new TaskStore(database, SHARDS).write(all));
        assertThat(lost).isEmpty();
        return ids;
    }

    private static Task cancelled(OutboxDeath round) {
        Instant now = Instant.now();
        Json params = new Json("{\"millis\":0}");
        TaskSpec spec =
                new TaskSpec("LEDGER", 1, LedgerHandler.POOL, Priority.NORMAL, params, null, round.name(), null, now);
        return new Task(
                new TaskId(UUID.randomUUID()),
                spec,
                Phase.DONE,
                now,
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
                null,
                0,
                null,
                null,
                Rollback.NONE,
                null,
                null,
                new End(State.CANCELLED, Result.FAILURE, now, null, null),
                null,
                List.of(),
                List.of(),
                History.EMPTY,
                Families.NONE);
    }
}
