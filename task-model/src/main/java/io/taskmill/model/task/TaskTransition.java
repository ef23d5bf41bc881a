package io.taskmill.model.task;

import io.taskmill.model.After;
import io.taskmill.model.CrashRecoveries;
import io.taskmill.model.Phase;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.ScheduledBy;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.CommandDied;
import io.taskmill.model.message.CommandMissed;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.GateAnswer;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.SessionLoss;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeFound;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.WatchTask;
import io.taskmill.model.task.HistoryEntry.Reasons;
import io.taskmill.model.task.PhaseTable.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event makes of a task. Pure: the same task, event and instant always give the same transition.
 *
 * <p>Any order and any repetition of one owning run's events gives the same task. Between runs that compete for an
 * epoch the first one folded owns it, whichever of its events that was (invariant 2); between a cancel and a run's end
 * the first one folded wins (invariant 5).
 */
public final class TaskTransition {

    /**
     * How long a START waits that may be a second one: the first receiver's own START may be on its way. Measured by
     * the asking worker.
     */
    public static final Duration GRACE_FOR_FIRST_RECEIVER = Duration.ofSeconds(2);

    private TaskTransition() {}

    /**
     * @param task what is known of the task; null if nothing is
     * @param now becomes the time of what the event causes here
     */
    public static Transition apply(@Nullable Task task, TaskEvent event, Instant now) {
        Transition decided = DependencyTransition.tellingOfEnd(decide(task, event, now));
        return tellingSchedule(task, FamilyTransition.tellingParent(task, decided));
    }

    /** The schedule that has made a task is told when it ends, and once more when an explicit retry of it does. */
    private static Transition tellingSchedule(@Nullable Task before, Transition transition) {
        Task task = transition.task();
        ScheduledBy schedule =
                task == null || task.spec() == null ? null : task.spec().schedule();
        if (task == null || schedule == null || !task.isOver() || (before != null && before.isOver())) {
            return transition;
        }
        return new Transition(
                task.draft().tellsSchedule(schedule.name()).toTask(), transition.verdict(), transition.decisions());
    }

    private static Transition decide(@Nullable Task task, TaskEvent event, Instant now) {
        return switch (event) {
            case RunCommand command -> submit(task, command, now);
            case UserCommand command -> UserTransition.apply(task, command, now);
            case RunEvent runEvent -> RunTransition.apply(task, runEvent, now);
            case OrphanedRunEvent(RunEvent runEvent, SessionLoss loss) ->
                RunTransition.orphaned(task, runEvent, loss, now);
            case OwnerLost lost -> ownerLost(task, lost, now);
            case WatchTask watch -> DependencyTransition.watch(task, watch, now);
            case DependencyEnded ended -> DependencyTransition.ended(task, ended, now);
            case GateAnswer answer -> AdmissionTransition.apply(task, answer, now);
            case RateGranted granted -> AdmissionTransition.apply(task, granted, now);
            case ChunkReport report -> FamilyTransition.reported(task, report, now);
            case OutboxPublished published -> outboxPublished(task, published);
            case CommandMissed missed -> commandMissed(task, missed, now);
            case CommandDied died -> commandDied(task, died);
            case TypeMissing missing -> typeMissing(task, missing, now);
            case TypeFound found -> typeFound(task, found, now);
            case DueReached _ -> DueTransition.apply(task, now);
        };
    }

    private static Transition submit(@Nullable Task task, RunCommand command, Instant now) {
        Task stub = task == null ? TaskDraft.stub(command.task(), command.epoch(), now) : task;
        if (!stub.isStub() || stub.deleted() != null) {
            return FamilyTransition.submittedAgain(stub, command);
        }
        TaskDraft known = stub.draft().submitted(command.spec(), command.deadline(), now);
        if (stub.phase() == Phase.QUEUED && stub.epoch() > command.epoch()) {
            known.dispatchedNow(); // its first run was lost before it was known what to run
        } else if (stub.phase() == Phase.QUEUED) {
            holdBack(known, command.spec(), now);
        }
        return Transition.applied(retriedIfItFailed(known.toTask(), now)
                .draft()
                .endsOnlyCleaned(now)
                .toTask());
    }

    /** No worker has the command of one that waits for something: it comes by it once there is nothing left of that. */
    private static void holdBack(TaskDraft draft, TaskSpec spec, Instant now) {
        After after = spec.after();
        Instant start = spec.notBefore();
        if (after != null) {
            draft.awaits(PhaseTable.next(Phase.QUEUED, Cause.AWAIT).orElseThrow(), after.tasks(), now);
        } else if (start != null) {
            draft.waitsUntil(PhaseTable.next(Phase.QUEUED, Cause.DELAY).orElseThrow(), start, now);
        } else if (!draft.isAdmitted()) {
            draft.asks(PhaseTable.next(Phase.QUEUED, Cause.CLAIM).orElseThrow(), now);
        }
    }

    /** Whether a failure is followed by another attempt is known only since the submission was folded. */
    private static Task retriedIfItFailed(Task task, Instant now) {
        End end = task.end();
        TaskError error = end == null ? null : end.error();
        if (end == null || error == null || end.state() != State.FAILED) {
            return task;
        }
        Optional<Instant> next = nextAttempt(task, error, now);
        if (next.isEmpty()) {
            return task.draft().cancelledIfRetried(null).toTask();
        }
        return task.cancelled() == null
                ? task.draft().willRetry(error, end.at(), next.get(), now).toTask()
                : task.draft().cancelled(task.cancelled(), now).toTask();
    }

    /** When another attempt follows one that failed like that; empty if none does. */
    static Optional<Instant> nextAttempt(Task task, TaskError error, Instant now) {
        TaskSpec spec = task.spec();
        if (spec == null) {
            return Optional.empty();
        }
        RetryPolicy policy = task.isEnding()
                ? FamilyTransition.ofEndStep(spec.policy().retry())
                : spec.policy().retry();
        if (!policy.retries(task.attempt(), error)) {
            return Optional.empty();
        }
        Instant next = now.plus(policy.delay(task.id(), task.epoch(), task.attempt(), error));
        return task.deadline() != null && !next.isBefore(task.deadline()) ? Optional.empty() : Optional.of(next);
    }

    private static Transition ownerLost(@Nullable Task task, OwnerLost lost, Instant now) {
        if (task == null || task.owner().filter(lost.session()::equals).isEmpty() || mayStillRun(task, lost.loss())) {
            return Transition.repeated(task);
        }
        return Transition.applied(withoutOwner(task, lost.loss(), now));
    }

    /** Whether the lost session's worker may be at work on it where no other run may begin: its lease keeps it safe. */
    static boolean mayStillRun(Task task, SessionLoss loss) {
        return loss.leaseStands() && task.isStrict();
    }

    /** What becomes of a task whose run nobody will end: it runs again, unless it is cancelled or has ended too many. */
    static Task withoutOwner(Task task, SessionLoss loss, Instant now) {
        boolean blamed = loss.blames(task.id());
        TaskDraft draft = blamed ? task.draft().crashed() : task.draft();
        int recoveries = task.crashRecoveries() + 1;
        if (blamed
                && CrashRecoveries.isPoison(recoveries)
                && PhaseTable.next(task.phase(), Cause.POISON).isPresent()) {
            TaskError poison = CrashRecoveries.poison(recoveries);
            return task.phase() == Phase.CLEANING
                    ? RollbackTransition.poisoned(draft.toTask(), poison, now)
                    : draft.ended(End.failed(now, poison), now).toTask();
        }
        return PhaseTable.next(task.phase(), Cause.OWNER_LOST).orElseThrow() == Phase.DONE
                ? draft.ended(End.cancelled(now, null), now).toTask()
                : draft.because(loss.crashed() ? Reasons.SESSION_LOST : Reasons.GIVEN_BACK, now)
                        .dispatchedAgain(now)
                        .toTask();
    }

    /** Publishing a command once more is harmless, so this needs no proof; while a publish is under way it waits. */
    private static Transition commandMissed(@Nullable Task task, CommandMissed missed, Instant now) {
        if (task == null
                || task.dispatched() == null
                || task.epoch() != missed.epoch()
                || !task.dispatched().at().equals(missed.dispatched())
                || !task.outbox().isEmpty()
                || PhaseTable.next(task.phase(), Cause.COMMAND_MISSED).isEmpty()) {
            return Transition.repeated(task);
        }
        return Transition.applied(
                task.draft().repeated(task.dispatched().repeated(now)).toTask());
    }

    /** It still waits: the check of queued tasks publishes its command again, and a dead letter can be replayed. */
    private static Transition commandDied(@Nullable Task task, CommandDied died) {
        if (task == null
                || task.epoch() != died.epoch()
                || (task.phase() == Phase.CLEANING && task.dispatched() == null)
                || PhaseTable.next(task.phase(), Cause.COMMAND_DEAD).isEmpty()) {
            return Transition.repeated(task);
        }
        DeadCommand dead = new DeadCommand(died.reason(), died.at());
        return dead.equals(task.deadCommand())
                ? Transition.repeated(task)
                : Transition.applied(task.draft().commandDied(dead).toTask());
    }

    /**
     * It costs no attempt, and leaves alone what a run has. One that comes before the submission is remembered; which
     * epoch follows is decided once that is there.
     */
    private static Transition typeMissing(@Nullable Task task, TypeMissing missing, Instant now) {
        Task known = task == null ? TaskDraft.stub(missing.task(), missing.epoch(), now) : task;
        if (known.epoch() != missing.epoch()
                || PhaseTable.next(known.phase(), Cause.TYPE_MISSING).isEmpty()) {
            return Transition.repeated(task);
        }
        if (known.phase() != Phase.CLEANING) {
            return Transition.applied(known.draft().blockedBy(missing, now).toTask());
        }
        return known.dispatched() == null
                ? Transition.repeated(task)
                : Transition.applied(known.draft()
                        .cleansAgainAt(now.plus(RollbackTransition.TYPE_MISSING_WAIT), now)
                        .toTask());
    }

    private static Transition typeFound(@Nullable Task task, TypeFound found, Instant now) {
        if (task == null
                || task.isStub()
                || task.phase() != Phase.BLOCKED
                || task.blocked() == null
                || task.epoch() != found.epoch()) {
            return Transition.repeated(task);
        }
        return Transition.applied(
                AdmissionTransition.onwardAgain(task.draft().typeFound(), now).toTask());
    }

    private static Transition outboxPublished(@Nullable Task task, OutboxPublished published) {
        if (task == null) {
            return Transition.repeated(null);
        }
        List<OutboxEntry> gone = task.outbox().stream()
                .filter(entry -> published.entries().contains(entry.id()))
                .toList();
        return gone.isEmpty()
                ? Transition.repeated(task)
                : Transition.applied(task.draft().published(gone).toTask());
    }
}
