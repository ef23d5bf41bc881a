package io.taskmill.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.Mill;
import io.taskmill.it.system.Taken;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.task.Claims;
import io.taskmill.model.task.Dependencies;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.Families;
import io.taskmill.model.task.History;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Rollback;
import io.taskmill.model.task.Task;
import io.taskmill.store.Change;
import io.taskmill.store.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follow-ups that were written and not yet published, or published and not yet cleared, when their projector died. */
class OutboxIT {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxIT.class);

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final Shards SHARDS = new Shards(8);
    private static final int LEFT = 10_000;
    private static final int AT_ONCE = 5_000;
    private static final String WITH_OUTBOX = "{\"outbox\":{\"$exists\":true}}";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Whoever clears them one by one needs one for each. */
    private static final int MOST_WRITES = LEFT / 10;

    @BeforeAll
    static void declareQueuesAndIndexes() {
        MILL.launch("task-projector", "projector");
        MILL.launch("task-worker", "worker");
        MILL.awaitReady();
        MILL.process("worker").kill();
        MILL.process("projector").kill();
    }

    @Test
    void tenThousandAreAllPublishedAndClearedInBulkThoughTheProjectorIsKilledAmongThem() {
        Set<TaskId> left = store();

        MILL.launch("task-projector", "projector");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> outboxes() < LEFT);
        MILL.process("projector").kill();
        long unfinished = outboxes();
        long writes = writes();
        MILL.launch("task-projector", "projector");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> outboxes() == 0);

        LOG.info("cleared outboxes={} writes={}", unfinished, writes() - writes);
        assertThat(unfinished).as("left by the one that was killed").isPositive();
        assertThat(writes() - writes).isLessThan(MOST_WRITES);
        List<Taken> taken = Taken.allOf(MILL.broker(), "work.default.normal");
        assertThat(taken.stream().map(Taken::task).collect(Collectors.toSet())).isEqualTo(left);
        assertThat(taken).allMatch(Taken::again, "marked as perhaps published before");
    }

    private static long outboxes() {
        return MILL.store().count("tasks", WITH_OUTBOX);
    }

    /** Of whole bulks, by anybody. */
    private static long writes() {
        return MILL.store().withDatabase(database -> database.runCommand(new Document("serverStatus", 1))
                .getEmbedded(List.of("metrics", "commands", "update", "total"), Long.class));
    }

    private static Set<TaskId> store() {
        Set<TaskId> ids = new HashSet<>();
        MILL.store().withDatabase(database -> {
            TaskStore store = new TaskStore(database, SHARDS);
            for (int i = 0; i < LEFT; i += AT_ONCE) {
                List<Change<TaskId, Task>> some = new ArrayList<>();
                for (int j = 0; j < AT_ONCE; j++) {
                    Task task = redispatched();
                    ids.add(task.id());
                    some.add(new Change<>(task.id(), null, task));
                }
                assertThat(store.write(some)).isEmpty();
            }
            return true;
        });
        return ids;
    }

    /** Its second dispatch was decided and not published. */
    private static Task redispatched() {
        Instant now = Instant.now();
        TaskSpec spec =
                new TaskSpec("COUNT", 1, "default", Priority.NORMAL, new Json("{\"times\":0}"), null, null, null, now);
        return new Task(
                new TaskId(UUID.randomUUID()),
                spec,
                Phase.QUEUED,
                now,
                2,
                1,
                1,
                null,
                Dependencies.NONE,
                Claims.NONE,
                new Dispatched(now, 0),
                null,
                null,
                null,
                now,
                0,
                null,
                null,
                Rollback.NONE,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(new OutboxEntry.Dispatch(2, 0)),
                History.EMPTY,
                Families.NONE);
    }
}
