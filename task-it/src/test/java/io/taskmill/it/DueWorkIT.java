package io.taskmill.it;

import static io.taskmill.it.system.Mill.ALONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskmill.it.system.HttpTasks;
import io.taskmill.it.system.Mill;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Run;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.task.Claims;
import io.taskmill.model.task.Dependencies;
import io.taskmill.model.task.FailedAttempt;
import io.taskmill.model.task.Families;
import io.taskmill.model.task.History;
import io.taskmill.model.task.Rollback;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.store.Change;
import io.taskmill.store.TaskStore;
import io.taskmill.testkit.RealStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many tasks wait for their time or their next attempt, and each gets it in time (invariant 10). */
@Tag(ALONE)
class DueWorkIT {

    private static final Logger LOG = LoggerFactory.getLogger(DueWorkIT.class);

    @RegisterExtension
    static final Mill MILL = new Mill();

    private static final RealStore STORE = MILL.store();
    private static final Shards SHARDS = new Shards(8);

    private static final int WAITING = Integer.getInteger("taskmill.it.due.waiting", 100_000);
    private static final int A_SECOND = 300;
    private static final Duration SPREAD = Duration.ofSeconds(WAITING / A_SECOND);

    /** As much of that time as is looked at. */
    private static final Duration WATCHED = Duration.ofSeconds(Integer.getInteger("taskmill.it.due.seconds", 30));

    private static final int AT_ONCE = 5_000;
    private static final RetryPolicy POLICY =
            new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(10), Set.of());

    @BeforeAll
    static void startAProjector() {
        MILL.launch("task-projector", "projector");
        MILL.awaitReady();
    }

    private static HttpTasks projector() {
        return MILL.tasks("projector");
    }

    @Test
    void ofManyThatWaitEachIsDispatchedWhenItsTimeHasCome() {
        Instant first = Instant.now().plusSeconds(10 + WAITING / 3_000).truncatedTo(ChronoUnit.MILLIS);
        Random random = new Random(6);
        STORE.withDatabase(database -> {
            TaskStore store = new TaskStore(database, SHARDS);
            for (int i = 0; i < WAITING; i += AT_ONCE) {
                List<Change<TaskId, Task>> some = new ArrayList<>();
                for (int j = 0; j < AT_ONCE; j++) {
                    Instant time = first.plusMillis(random.nextLong(SPREAD.toMillis()));
                    Task task = j % 2 == 0 ? scheduled(time) : waiting(time);
                    some.add(new Change<>(task.id(), null, task));
                }
                assertThat(store.write(some)).isEmpty();
            }
            return true;
        });
        assertThat(Instant.now()).as("all are stored in time").isBefore(first);

        await().atMost(Duration.between(Instant.now(), first).plus(WATCHED).plusMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Instant.now().isAfter(first.plus(WATCHED)));
        double found = projector().metric("taskmill_projector_due_lateness_seconds_count");
        double inTime = projector().metric("taskmill_projector_due_lateness_seconds_bucket", "le=\"0.5\"");
        LOG.info("due work: found {} within half a second {} after {}", found, inTime, WATCHED);
        double expected = WAITING * WATCHED.toSeconds() / (double) SPREAD.toSeconds();
        assertThat(found).isGreaterThan(expected * 0.95);
        assertThat(inTime / found).as("p99 of the lateness is under 500 ms").isGreaterThan(0.99);
    }

    private static Task scheduled(Instant time) {
        RunCommand submission = new RunCommand(
                new TaskId(UUID.randomUUID()), 1, spec(Instant.now()).startingAt(time));
        return Objects.requireNonNull(
                TaskTransition.apply(null, submission, Instant.now()).task());
    }

    private static Task waiting(Instant releaseAt) {
        Instant failedAt = Instant.EPOCH;
        TaskSpec spec = spec(failedAt);
        Run run = new Run("r-1", "s-1", "w-1", 2, failedAt, 0, null);
        FailedAttempt failed = new FailedAttempt(1, new TaskError("BUSY", "not yet", true), failedAt);
        return new Task(
                new TaskId(UUID.randomUUID()),
                spec,
                Phase.RETRY_WAIT,
                failedAt,
                1,
                1,
                0,
                null,
                Dependencies.NONE,
                Claims.NONE,
                null,
                null,
                null,
                releaseAt,
                failedAt,
                0,
                run,
                null,
                Rollback.NONE,
                failed,
                null,
                null,
                null,
                List.of(),
                List.of(),
                History.EMPTY,
                Families.NONE);
    }

    private static TaskSpec spec(Instant created) {
        return new TaskSpec(
                "COUNT",
                1,
                "default",
                Priority.NORMAL,
                Json.EMPTY_OBJECT,
                null,
                null,
                null,
                created,
                new TaskPolicy(POLICY, Timeouts.NONE, false));
    }
}
