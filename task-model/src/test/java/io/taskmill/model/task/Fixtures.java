package io.taskmill.model.task;

import io.taskmill.model.After;
import io.taskmill.model.Dependent;
import io.taskmill.model.EntityRef;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.RateRule;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WhenFull;
import io.taskmill.model.message.CommandDied;
import io.taskmill.model.message.CommandMissed;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.GateAnswer.GateGranted;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeFound;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand.AmendTask;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.message.UserCommand.RollbackTask;
import io.taskmill.model.message.WatchTask;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one task that these tests speak of, and what can happen to it besides its runs' own reports. */
final class Fixtures {

    static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    static final TaskId OTHER = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f11");
    static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");
    static final TaskSpec SPEC = new TaskSpec(
            "COUNT",
            1,
            "default",
            Priority.NORMAL,
            Json.EMPTY_OBJECT,
            new EntityRef("vm", "vm-7"),
            "ada",
            null,
            NOW.minusSeconds(60));

    static final Verdict APPLIED = new Verdict.Applied();
    static final GateRule GATE = new GateRule("pool:7", 1, WhenFull.WAIT);
    static final RateRule RATE = new RateRule("host:a", 1, Duration.ofSeconds(1), 1);
    static final Verdict REPEATED = new Verdict.Repeated();
    static final Verdict DEFERRED = new Verdict.Deferred();

    private Fixtures() {}

    static Verdict refused(RefusalReason reason) {
        return new Verdict.Refused(reason);
    }

    static RunCommand submission() {
        return dispatch(1);
    }

    static RunCommand dispatch(int epoch) {
        return new RunCommand(TASK, epoch, SPEC);
    }

    /** The submission of a task that is to be run that way. */
    static RunCommand submission(TaskPolicy policy) {
        return new RunCommand(TASK, 1, spec(policy));
    }

    /** The submission of a task that may not start for an hour. */
    static RunCommand heldSubmission() {
        return new RunCommand(TASK, 1, SPEC.startingAt(NOW.plus(Duration.ofHours(1))));
    }

    /** The submission of a task that waits for another one to finish. */
    static RunCommand awaitingSubmission() {
        return awaitingSubmission(After.On.SUCCESS, OTHER);
    }

    static RunCommand awaitingSubmission(After.On on, TaskId... others) {
        return new RunCommand(TASK, 1, SPEC.startingAfter(new After(List.of(others), on)));
    }

    static DependencyEnded ended(How how) {
        return ended(1, how);
    }

    /** Told to this task in that epoch. */
    static DependencyEnded ended(int epoch, How how) {
        return new DependencyEnded(TASK, epoch, OTHER, how);
    }

    /** The other task waits for this one. */
    static WatchTask watched() {
        return new WatchTask(TASK, new Dependent(OTHER, 1));
    }

    /** The gate has let this task in, which has asked for it in that epoch. */
    static GateGranted granted(int epoch) {
        return new GateGranted(TASK, epoch, GATE.key());
    }

    /** The rate lets this task go then, which has asked for it in that epoch. */
    static RateGranted rate(int epoch, Instant at) {
        return new RateGranted(TASK, epoch, RATE.key(), at);
    }

    static TaskSpec spec(TaskPolicy policy) {
        return new TaskSpec(
                SPEC.type(),
                SPEC.typeVersion(),
                SPEC.pool(),
                SPEC.priority(),
                SPEC.params(),
                SPEC.entity(),
                SPEC.creator(),
                SPEC.correlationId(),
                SPEC.created(),
                policy);
    }

    /** So many attempts, an hour apart at most. */
    static TaskPolicy attempts(int most) {
        return attempts(most, Timeouts.NONE);
    }

    static TaskPolicy attempts(int most, Timeouts timeouts) {
        return new TaskPolicy(
                new RetryPolicy(most, Duration.ofHours(1), Duration.ofHours(1), Set.of()), timeouts, false);
    }

    static TaskPolicy limits(Timeouts timeouts) {
        return new TaskPolicy(RetryPolicy.NONE, timeouts, false);
    }

    static CancelTask cancel() {
        return cancel("cancel-1");
    }

    static CancelTask cancel(String id) {
        return new CancelTask(TASK, id, "grace", NOW.minusSeconds(1), "not needed: " + id);
    }

    static AmendTask amend() {
        return amend("amend-1");
    }

    /** To start in two hours, first of all, in another pool. */
    static AmendTask amend(String id) {
        return new AmendTask(
                TASK, id, "grace", NOW.minusSeconds(1), NOW.plus(Duration.ofHours(2)), Priority.HIGH, "other");
    }

    static RetryTask retry(int epoch) {
        return retry("retry-1", epoch);
    }

    static RetryTask retry(String id, int epoch) {
        return new RetryTask(TASK, id, "grace", NOW.minusSeconds(1), epoch);
    }

    static RollbackTask rollback(int epoch) {
        return rollback("rollback-1", epoch);
    }

    static RollbackTask rollback(String id, int epoch) {
        return new RollbackTask(TASK, id, "grace", NOW.minusSeconds(1), epoch);
    }

    static DeleteTask delete(int epoch) {
        return delete("delete-1", epoch);
    }

    static DeleteTask delete(String id, int epoch) {
        return new DeleteTask(TASK, id, "grace", NOW.minusSeconds(1), epoch);
    }

    static CommandDied dead(int epoch) {
        return new CommandDied(TASK, epoch, "its type is unknown here", NOW.plusSeconds(1));
    }

    static TypeMissing lacking(int epoch) {
        return new TypeMissing(TASK, epoch, "host-old", NOW.plusSeconds(1));
    }

    static TypeMissing paused(int epoch) {
        return new TypeMissing(TASK, epoch, "host-old", NOW.plusSeconds(1), true);
    }

    static TypeFound found(int epoch) {
        return new TypeFound(TASK, epoch);
    }

    static OrphanedRunEvent orphaned(RunEvent event) {
        return new OrphanedRunEvent(event, SessionLoss.CRASHED);
    }

    static OwnerLost crashOf(Runner owner) {
        return new OwnerLost(TASK, owner.session(), SessionLoss.CRASHED);
    }

    static OwnerLost handBackOf(Runner owner) {
        return new OwnerLost(TASK, owner.session(), SessionLoss.ENDED);
    }

    static OutboxPublished published(Integer... epochs) {
        return new OutboxPublished(
                TASK,
                Arrays.stream(epochs)
                        .map(epoch -> new OutboxEntry.Dispatch(epoch, 0).id())
                        .collect(Collectors.toSet()));
    }

    static CommandMissed missed(int epoch, Instant dispatched) {
        return new CommandMissed(TASK, epoch, dispatched);
    }

    /** What an event makes of the task. */
    static Transition on(@Nullable Task task, TaskEvent event) {
        return TaskTransition.apply(task, event, NOW);
    }

    /** What the task becomes when that instant has come and nothing has happened since. */
    static Transition dueAt(@Nullable Task task, Instant instant) {
        return TaskTransition.apply(task, new DueReached(TASK), instant);
    }

    /** The task when the time of its next attempt has come. */
    static Task released(Task waiting) {
        return known(dueAt(waiting, waiting.due().orElseThrow()).task());
    }

    /** The task that these events leave, in this order. */
    static Task after(TaskEvent... events) {
        return after(Arrays.asList(events));
    }

    static Task after(List<? extends TaskEvent> events) {
        Task task = null;
        for (TaskEvent event : events) {
            task = on(task, event).task();
        }
        return known(task);
    }

    static Task known(@Nullable Task task) {
        if (task == null) {
            throw new AssertionError("there is no task");
        }
        return task;
    }
}
