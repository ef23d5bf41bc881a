package io.taskmill.model.task;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.AmendTask;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.message.UserCommand.RollbackTask;
import io.taskmill.model.task.PhaseTable.Cause;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what the command of a user makes of a task. A repetition changes nothing. */
final class UserTransition {

    private UserTransition() {}

    static Transition apply(@Nullable Task task, UserCommand command, Instant now) {
        if (task != null && task.hasApplied(command.id())) {
            return Transition.repeated(task);
        }
        return switch (command) {
            case CancelTask cancel -> cancel(task, cancel, now);
            case RetryTask retry -> retry(task, retry, now);
            case RollbackTask rollback -> RollbackTransition.requested(task, rollback, now);
            case AmendTask amend -> amend(task, amend, now);
            case DeleteTask delete -> delete(task, delete, now);
        };
    }

    /** One that comes before the submission is remembered: the submission makes a cancelled task then. */
    private static Transition cancel(@Nullable Task task, CancelTask command, Instant now) {
        Task known = task == null ? TaskDraft.stub(command.task(), 1, now) : task;
        Optional<Phase> next = PhaseTable.next(known.phase(), Cause.CANCEL);
        if (next.isEmpty()) {
            return afterTheEnd(known, command);
        }
        Run run = known.run();
        if (next.get() == Phase.WAITING_CHILDREN) {
            return FamilyTransition.cancelled(known, command, by(command, 0));
        }
        if (next.get() == Phase.DONE || run == null) {
            return Transition.applied(known.draft()
                    .cancelled(by(command, 0), now)
                    .applied(command)
                    .toTask());
        }
        Cancellation first =
                known.cancelled() == null || known.phase() == Phase.ENDING ? by(command, 1) : known.cancelled();
        Task aborting = known.draft().aborting(first, now).applied(command).toTask();
        return Transition.applied(aborting, RunTransition.cancel(aborting, run));
    }

    private static Cancellation by(CancelTask command, int told) {
        return new Cancellation(command.actor(), command.at(), command.reason(), told);
    }

    /**
     * It is remembered, although it changes nothing: a repetition must not cancel what an explicit retry has made of the
     * task since. Of a stub that failed only its submission tells whether that was the end, or another attempt follows,
     * which is then cancelled.
     */
    private static Transition afterTheEnd(Task ended, CancelTask command) {
        TaskDraft draft = ended.draft().applied(command);
        if (ended.isStub() && ended.deleted() == null && ended.state() == State.FAILED) {
            draft.cancelledIfRetried(by(command, 0));
        }
        return Transition.refused(draft.toTask(), RefusalReason.ENDED);
    }

    private static Transition retry(@Nullable Task task, RetryTask command, Instant now) {
        TaskSpec spec = task == null ? null : task.spec();
        if (task == null || spec == null || command.epoch() > task.epoch()) {
            return Transition.refused(task, RefusalReason.UNKNOWN_EPOCH);
        }
        if (command.epoch() < task.epoch()) {
            return Transition.refused(task, RefusalReason.SUPERSEDED);
        }
        Optional<Phase> next = PhaseTable.next(task.phase(), Cause.RETRY);
        if (task.state() == State.FINISHED || next.isEmpty()) {
            return Transition.refused(task, RefusalReason.NOT_FAILED);
        }
        if (FamilyTransition.isForEndStep(task, command)) {
            TaskDraft ending =
                    task.draft().endsAnew(command, spec.deadlineFrom(now)).applied(command);
            return Transition.applied(
                    AdmissionTransition.onwardAgain(ending, now).toTask());
        }
        TaskDraft draft = task.draft().anew(command, spec.deadlineFrom(now)).applied(command);
        Phase waiting = PhaseTable.next(next.get(), Cause.AWAIT).orElseThrow();
        boolean awaits = !task.dependencies().awaits().isEmpty();
        return Transition.applied(
                (awaits ? draft.awaitsAgain(waiting, now) : AdmissionTransition.onwardAgain(draft, now)).toTask());
    }

    /** What was dispatched is superseded by another epoch, so that it is refused wherever it turns up. */
    private static Transition amend(@Nullable Task task, AmendTask command, Instant now) {
        TaskSpec spec = task == null ? null : task.spec();
        if (task == null || spec == null) {
            return Transition.refused(task, RefusalReason.UNKNOWN_EPOCH);
        }
        Optional<Phase> next = PhaseTable.next(task.phase(), Cause.AMEND);
        if (next.isEmpty()) {
            // remembered, or a repetition would count once the task waits again
            return Transition.refused(
                    task.draft().applied(command).toTask(),
                    task.end() == null ? RefusalReason.STARTED : RefusalReason.ENDED);
        }
        boolean dispatched = task.dispatched() != null || task.blocked() != null;
        boolean claims = !task.claims().equals(Claims.NONE);
        Instant asked = command.notBefore();
        Instant time = asked == null && !dispatched && !claims ? task.releaseAt() : asked;
        TaskDraft draft = task.draft().givesBack().amended(command, amended(spec, command), dispatched || claims);
        if (asked != null) {
            draft.mustEndBy(spec.deadlineFrom(asked.isBefore(now) ? now : asked));
        }
        if (!task.awaitsOthers()) {
            draft.waitsUntil(next.get(), time == null ? now : time, now);
        }
        return Transition.applied(draft.applied(command).toTask());
    }

    private static TaskSpec amended(TaskSpec spec, AmendTask command) {
        return spec.waiting(
                command.notBefore() == null ? spec.notBefore() : command.notBefore(),
                command.priority() == null ? spec.priority() : command.priority(),
                command.pool() == null ? spec.pool() : command.pool());
    }

    /** What is not known cannot be deleted, and what was deleted stays so. */
    private static Transition delete(@Nullable Task task, DeleteTask command, Instant now) {
        if (task != null && task.deleted() != null) {
            return Transition.repeated(task);
        }
        if (task == null || task.isStub() || command.epoch() > task.epoch()) {
            return Transition.refused(task, RefusalReason.UNKNOWN_EPOCH);
        }
        boolean withParent = command.epoch() == DeleteTask.WITH_ITS_PARENT;
        if (!withParent && command.epoch() < task.epoch()) {
            return Transition.refused(task, RefusalReason.SUPERSEDED);
        }
        if (PhaseTable.next(task.phase(), Cause.DELETE).isEmpty()) {
            return withParent
                    ? Transition.applied(
                            task.draft().orphaned().applied(command).toTask())
                    : Transition.refused(task, RefusalReason.NOT_ENDED);
        }
        Deletion deletion = new Deletion(command.actor(), now);
        return Transition.applied(
                task.draft().deleted(deletion).applied(command).toTask());
    }
}
