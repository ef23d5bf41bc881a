package io.taskmill.store;

import io.taskmill.model.After;
import io.taskmill.model.Dependent;
import io.taskmill.model.EntityRef;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.RateRule;
import io.taskmill.model.Recovery;
import io.taskmill.model.Result;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.Step;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WhenFull;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.task.Blocked;
import io.taskmill.model.task.Cancellation;
import io.taskmill.model.task.Checkpoint;
import io.taskmill.model.task.Claims;
import io.taskmill.model.task.DeadCommand;
import io.taskmill.model.task.Deletion;
import io.taskmill.model.task.Dependencies;
import io.taskmill.model.task.Dispatched;
import io.taskmill.model.task.End;
import io.taskmill.model.task.FailedAttempt;
import io.taskmill.model.task.Families;
import io.taskmill.model.task.History;
import io.taskmill.model.task.HistoryEntry;
import io.taskmill.model.task.HistoryEntry.Kind;
import io.taskmill.model.task.OutboxEntry;
import io.taskmill.model.task.Rollback;
import io.taskmill.model.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tasks of every shape that a document can have. */
final class Tasks {

    /** Documents keep milliseconds. */
    static final Instant AT = Instant.parse("2031-05-04T12:00:00.123Z");

    static final TaskSpec SPEC = new TaskSpec(
            "COUNT",
            3,
            "default",
            Priority.HIGH,
            new Json("{\"n\":1.10,\"big\":12345678901234567890,\"a.b\":{\"$c\":null},\"u\":\"ö🚀\\u0000\"}"),
            new EntityRef("vm", "vm-7"),
            "ada",
            "c-1",
            AT);
    static final TaskSpec BARE =
            new TaskSpec("COUNT", 1, "default", Priority.LOW, Json.EMPTY_OBJECT, null, null, null, Instant.EPOCH);
    static final TaskSpec LIMITED = new TaskSpec(
            "HTTP_CALL",
            1,
            "default",
            Priority.NORMAL,
            Json.EMPTY_OBJECT,
            null,
            null,
            null,
            AT,
            new TaskPolicy(
                    new RetryPolicy(5, Duration.ofMillis(1_500), Duration.ofMinutes(2), Set.of("A_CODE", "FORBIDDEN")),
                    new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(10)),
                    true));
    private static final TaskSpec ADMITTED = new TaskSpec(
            "HTTP_CALL",
            1,
            "default",
            Priority.HIGH,
            Json.EMPTY_OBJECT,
            null,
            null,
            null,
            AT,
            TaskPolicy.DEFAULT
                    .withGate(new GateRule("pool:7", 1, WhenFull.WAIT))
                    .withGate(new GateRule("vm:1", 2, WhenFull.CANCEL_WAITING))
                    .withRate(new RateRule("host:a", 3, Duration.ofSeconds(1), 2)));
    static final End FINISHED =
            new End(State.FINISHED, Result.SUCCESS, AT.plusSeconds(9), new Json("{\"sum\":0.10}"), null);
    static final End FAILED = new End(
            State.FAILED, Result.FAILURE, AT.plusSeconds(9), null, new TaskError("IO", "no route to host", true));

    private Tasks() {}

    static TaskId newId() {
        return new TaskId(UUID.randomUUID());
    }

    static Stream<Task> shapes() {
        TaskSpec fromNewer = new TaskSpec(
                "COUNT",
                1,
                "default",
                Priority.NORMAL,
                Json.EMPTY_OBJECT,
                null,
                null,
                null,
                AT,
                TaskPolicy.DEFAULT,
                null,
                null,
                null,
                null,
                Map.of("a.b $c", new Json("[1.10,{\"x\":null}]")));
        TaskSpec withKindOnly = new TaskSpec(
                "COUNT", 1, "default", Priority.NORMAL, Json.EMPTY_OBJECT, new EntityRef("pool", null), "", "", AT);
        return Stream.of(
                cleaning(newId(), "s-1"),
                stub(newId()),
                with(stub(newId()), run("s-1", null)),
                queued(newId(), SPEC),
                queued(newId(), BARE),
                queued(newId(), withKindOnly),
                queued(newId(), fromNewer),
                running(newId(), "s-1"),
                with(running(newId(), "s-1"), run("s-2", null)),
                with(running(newId(), "s-1"), run("s-2", new StatusMessage("step.of", List.of()))),
                queued(newId(), LIMITED),
                with(queued(newId(), LIMITED), run("s-1", null)),
                asking(newId()),
                waitingForItsRate(newId()),
                retryWait(newId(), AT.plusSeconds(33)),
                aborting(newId(), "s-1"),
                redispatched(newId(), 2),
                redispatched(newId(), 2, 3, 4),
                commandDead(newId()),
                checkpointed(newId()),
                checkpointed(newId(), null),
                deleted(newId()),
                ended(newId(), FINISHED),
                ended(newId(), new End(State.FINISHED, Result.SUCCESS, AT, null, null)),
                ended(newId(), new End(State.FINISHED, Result.SUCCESS, AT, new Json("null"), null)),
                ended(newId(), FAILED),
                ended(newId(), new End(State.CANCELLED, Result.FAILURE, AT, null, null)));
    }

    static Task stub(TaskId id) {
        return stub(id, 1);
    }

    static Task stub(TaskId id, int epoch) {
        return task(id, null, Phase.QUEUED, epoch, 0, null, null, null, null, List.of());
    }

    static Task queued(TaskId id, TaskSpec spec) {
        return queued(id, spec, new Dispatched(AT.plusSeconds(1), 0));
    }

    static Task queued(TaskId id, TaskSpec spec, Dispatched dispatched) {
        return task(id, spec, Phase.QUEUED, 1, 0, dispatched, null, null, null, List.of());
    }

    static Task scheduled(TaskId id, Instant time) {
        return new Task(
                id,
                BARE.startingAt(time),
                Phase.SCHEDULED,
                AT.plusSeconds(3),
                1,
                1,
                0,
                null,
                Dependencies.NONE,
                Claims.NONE,
                null,
                null,
                null,
                time,
                null,
                0,
                null,
                null,
                Rollback.NONE,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                History.EMPTY,
                Families.NONE);
    }

    /** It waits for others, and others wait for it. */
    static Task awaiting(TaskId id, After after, List<Dependent> dependents) {
        return new Task(
                id,
                BARE.startingAfter(after),
                Phase.BLOCKED,
                AT.plusSeconds(3),
                1,
                1,
                0,
                null,
                new Dependencies(after.tasks(), dependents),
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
                null,
                null,
                List.of(),
                List.of(
                        new OutboxEntry.Watch(1),
                        new OutboxEntry.Tell(DependencyEnded.How.TOO_MANY_DEPENDENTS, dependents)),
                History.EMPTY,
                Families.NONE);
    }

    /** Holds its first gate and asks the second one; an earlier claim is on its way back. */
    static Task asking(TaskId id) {
        return admitted(
                id,
                Phase.BLOCKED,
                new Claims(2, 1, true, null),
                null,
                List.of(new OutboxEntry.Ask(2, 1), new OutboxEntry.GiveBack(1, "pool:7")));
    }

    /** Holds its gates, and its rate lets it go then; an earlier time is on its way back. */
    static Task waitingForItsRate(TaskId id) {
        Instant time = AT.plusSeconds(60);
        return admitted(
                id,
                Phase.SCHEDULED,
                new Claims(2, 2, true, time),
                time,
                List.of(new OutboxEntry.ReturnTime(1, "host:a", AT.plusSeconds(30))));
    }

    private static Task admitted(
            TaskId id, Phase phase, Claims claims, @Nullable Instant releaseAt, List<OutboxEntry> outbox) {
        return new Task(
                id,
                ADMITTED,
                phase,
                AT.plusSeconds(3),
                2,
                1,
                0,
                null,
                Dependencies.NONE,
                claims,
                null,
                null,
                null,
                releaseAt,
                null,
                0,
                null,
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

    static Task running(TaskId id, String session) {
        StatusMessage message =
                new StatusMessage("step.of", List.of(3, 5_000_000_000L, 0.5, "ö", -1, "", Long.MIN_VALUE));
        return with(queued(id, SPEC), run(session, message));
    }

    static Run run(String session, @Nullable StatusMessage message) {
        return new Run("r-1", session, "host-1", 3, AT.plusMillis(7), 40, message);
    }

    static Task with(Task task, Run run) {
        return task(task.id(), task.spec(), Phase.RUNNING, 1, 0, null, AT.plusMillis(7), run, null, List.of());
    }

    static Task redispatched(TaskId id, Integer... epochs) {
        List<OutboxEntry> outbox = Stream.of(epochs)
                .<OutboxEntry>map(epoch -> new OutboxEntry.Dispatch(epoch, epoch - 2))
                .toList();
        return task(id, SPEC, Phase.QUEUED, 2, 1, new Dispatched(AT.plusSeconds(4), 3), AT, null, null, outbox);
    }

    static Task ended(TaskId id, End end) {
        return ended(id, SPEC, end);
    }

    /** @param since when its end was folded */
    static Task ended(TaskId id, End end, Instant since) {
        return task(id, SPEC, Phase.DONE, since, 2, 1, null, AT, run("s-1", null), end, List.of());
    }

    static Task ended(TaskId id, @Nullable TaskSpec spec, End end) {
        return task(id, spec, Phase.DONE, 2, 1, null, AT, run("s-1", null), end, List.of());
    }

    static Task tellingSchedule(TaskId id, TaskSpec spec, OutboxEntry.TellSchedule tell) {
        return task(id, spec, Phase.DONE, 2, 1, null, AT, run("s-1", null), FINISHED, List.of(tell));
    }

    /** Waits for its third attempt. */
    static Task retryWait(TaskId id, Instant releaseAt) {
        TaskError error = new TaskError("BUSY", "come back later", true, Duration.ofSeconds(30));
        return new Task(
                id,
                LIMITED,
                Phase.RETRY_WAIT,
                AT.plusSeconds(3),
                2,
                2,
                0,
                AT.plusSeconds(600),
                Dependencies.NONE,
                Claims.NONE,
                null,
                null,
                null,
                releaseAt,
                AT,
                40,
                run("s-1", null),
                null,
                Rollback.NONE,
                new FailedAttempt(2, error, AT.plusSeconds(2)),
                null,
                null,
                null,
                List.of(),
                List.of(),
                History.EMPTY,
                Families.NONE);
    }

    /** Has failed, and a second try has undone one of two. */
    static Task cleaning(TaskId id, String session) {
        TaskSpec spec = new TaskSpec(
                LIMITED.type(),
                LIMITED.typeVersion(),
                LIMITED.pool(),
                LIMITED.priority(),
                LIMITED.params(),
                null,
                null,
                null,
                LIMITED.created(),
                LIMITED.policy().with(Recovery.AUTO));
        TaskError stuck = new TaskError("STUCK", "DISK: it does not come off", true);
        return new Task(
                id,
                spec,
                Phase.CLEANING,
                AT.plusSeconds(3),
                3,
                1,
                0,
                AT.plusSeconds(600),
                Dependencies.NONE,
                Claims.NONE,
                null,
                null,
                null,
                null,
                AT,
                40,
                run(session, null),
                null,
                new Rollback(
                        List.of(new RollbackEntry(1, "r-0", 0, "POOL", new Json("{\"size\":1.10}"))),
                        List.of(new RollbackEntry(1, "r-0", 1, "DISK", Json.EMPTY_OBJECT)),
                        1,
                        "r-0",
                        1,
                        stuck,
                        FAILED),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                History.EMPTY,
                Families.NONE);
    }

    /** Runs, extended by its handler, and was cancelled. */
    static Task aborting(TaskId id, String session) {
        Run extended = new Run("r-1", session, "host-1", 3, AT.plusMillis(7), 40, null, Duration.ofMinutes(20));
        return new Task(
                id,
                LIMITED,
                Phase.ABORTING,
                AT.plusSeconds(3),
                1,
                1,
                0,
                AT.plusSeconds(600),
                Dependencies.NONE,
                Claims.NONE,
                null,
                null,
                null,
                null,
                AT,
                40,
                extended,
                null,
                Rollback.NONE,
                null,
                new Cancellation("ada", AT.plusSeconds(2), "not needed", 1),
                null,
                null,
                List.of("c-1", "c-2"),
                List.of(),
                History.EMPTY,
                Families.NONE);
    }

    private static Task task(
            TaskId id,
            @Nullable TaskSpec spec,
            Phase phase,
            int epoch,
            int crashRecoveries,
            @Nullable Dispatched dispatched,
            @Nullable Instant started,
            @Nullable Run run,
            @Nullable End end,
            List<OutboxEntry> outbox) {
        Instant since = AT.plusSeconds(3);
        return task(id, spec, phase, since, epoch, crashRecoveries, dispatched, started, run, end, outbox);
    }

    private static Task task(
            TaskId id,
            @Nullable TaskSpec spec,
            Phase phase,
            Instant since,
            int epoch,
            int crashRecoveries,
            @Nullable Dispatched dispatched,
            @Nullable Instant started,
            @Nullable Run run,
            @Nullable End end,
            List<OutboxEntry> outbox) {
        return new Task(
                id,
                spec,
                phase,
                since,
                epoch,
                1,
                crashRecoveries,
                null,
                Dependencies.NONE,
                Claims.NONE,
                dispatched,
                null,
                null,
                null,
                started,
                started == null ? 0 : 40,
                run,
                null,
                Rollback.NONE,
                null,
                null,
                end,
                null,
                List.of(),
                outbox,
                History.EMPTY,
                Families.NONE);
    }

    /** Waits for a command that could not be used. */
    static Task commandDead(TaskId id) {
        Task queued = queued(id, BARE);
        History history = new History(
                List.of(
                        new HistoryEntry(AT, Kind.SUBMITTED, 1, null, null, "ada", null),
                        new HistoryEntry(AT.plusSeconds(5), Kind.COMMAND_DEAD, 1, null, null, null, "no handler"),
                        new HistoryEntry(AT.plusSeconds(6), Kind.RETRIED, 2, "r-1", "host-1", "bob", "EDITED")),
                7);
        return new Task(
                id,
                BARE,
                queued.phase(),
                queued.since(),
                1,
                1,
                0,
                null,
                Dependencies.NONE,
                Claims.NONE,
                queued.dispatched(),
                new DeadCommand("no handler", AT.plusSeconds(5)),
                null,
                null,
                null,
                0,
                null,
                null,
                Rollback.NONE,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                history,
                Families.NONE);
    }

    /** Workers that do not have its type have given it back twice. */
    static Task blocked(TaskId id) {
        return blocked(id, AT.plusSeconds(10));
    }

    /** The same, until then. */
    static Task blocked(TaskId id, Instant releaseAt) {
        return blocked(id, releaseAt, new Blocked(AT, 2), null);
    }

    /** A worker has given it back because its type is paused. */
    static Task paused(TaskId id, Instant releaseAt) {
        return blocked(id, releaseAt, new Blocked(AT, 1, true), "TYPE_PAUSED");
    }

    private static Task blocked(TaskId id, Instant releaseAt, Blocked blocked, @Nullable String reason) {
        return new Task(
                id,
                BARE,
                Phase.BLOCKED,
                releaseAt.minusSeconds(2),
                2,
                1,
                0,
                null,
                Dependencies.NONE,
                Claims.NONE,
                null,
                null,
                blocked,
                releaseAt,
                null,
                0,
                null,
                null,
                Rollback.NONE,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                new History(
                        List.of(
                                new HistoryEntry(AT, Kind.SUBMITTED, 1, null, null, "ada", null),
                                new HistoryEntry(AT.plusSeconds(5), Kind.BLOCKED, 1, null, "host-1", null, reason)),
                        0),
                Families.NONE);
    }

    /** Runs, and has left something for its next run. */
    static Task checkpointed(TaskId id) {
        return checkpointed(id, new Checkpoint("r-1", 2, new Json("{\"sum\":1.10}")));
    }

    static Task checkpointed(TaskId id, @Nullable Checkpoint checkpoint) {
        Run run = new Run(
                "r-1",
                "s-1",
                "host-1",
                3,
                AT.plusMillis(7),
                40,
                null,
                null,
                List.of(new Step("VALIDATING", AT, AT.plusSeconds(2)), new Step("EXECUTING", AT.plusSeconds(2))));
        return new Task(
                id,
                BARE,
                Phase.RUNNING,
                AT.plusSeconds(3),
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
                AT.plusMillis(7),
                40,
                run,
                checkpoint,
                Rollback.NONE,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                History.EMPTY,
                Families.NONE);
    }

    static Task deleted(TaskId id) {
        return new Task(
                id,
                null,
                Phase.DONE,
                AT.plusSeconds(3),
                2,
                1,
                1,
                null,
                Dependencies.NONE,
                Claims.NONE,
                null,
                null,
                null,
                null,
                null,
                0,
                run("s-1", null),
                null,
                Rollback.NONE,
                null,
                null,
                new End(State.FAILED, Result.FAILURE, AT.plusSeconds(9), null, null),
                new Deletion("ada", AT.plusSeconds(60)),
                List.of("c-1"),
                List.of(),
                History.EMPTY,
                Families.NONE);
    }
}
