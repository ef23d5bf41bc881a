package io.taskmill.model.task;

import io.taskmill.model.Phase;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.task.PhaseTable.Cause;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Instant;
import java.util.List;
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
        };
    }

    /** One that comes before the submission is remembered: the submission makes a cancelled task then. */
    private static Transition cancel(@Nullable Task task, CancelTask command, Instant now) {
        Task known = task == null ? TaskDraft.stub(command.task(), 1, now) : task;
        Optional<Phase> next = cancelled(known);
        if (next.isEmpty()) {
            return tooLate(known, command);
        }
        Run run = known.run();
        if (next.get() == Phase.DONE || run == null) {
            Cancellation cancellation = new Cancellation(command.actor(), command.at(), command.reason(), 0);
            return Transition.applied(
                    known.draft().cancelled(cancellation, now).applied(command).toTask());
        }
        Cancellation cancellation = known.cancelled() == null
                ? new Cancellation(command.actor(), command.at(), command.reason(), 1)
                : known.cancelled(); // the first one counts
        Task aborting =
                known.draft().aborting(cancellation, now).applied(command).toTask();
        return Transition.applied(aborting, RunTransition.cancel(aborting, run));
    }

    /** Of a stub that failed nobody knows yet whether another attempt follows: it has not ended for certain. */
    private static Optional<Phase> cancelled(Task task) {
        return task.isStub() && task.state() == State.FAILED
                ? Optional.of(Phase.DONE)
                : PhaseTable.next(task.phase(), Cause.CANCEL);
    }

    /** It is remembered all the same: a repetition must not cancel what an explicit retry has made of the task since. */
    private static Transition tooLate(Task task, CancelTask command) {
        return new Transition(
                task.draft().applied(command).toTask(), new Verdict.Refused(RefusalReason.ENDED), List.of());
    }

    private static Transition retry(@Nullable Task task, RetryTask command, Instant now) {
        TaskSpec spec = task == null ? null : task.spec();
        if (task == null || spec == null || command.epoch() > task.epoch()) {
            return Transition.refused(task, RefusalReason.UNKNOWN_EPOCH);
        }
        if (command.epoch() < task.epoch()) {
            return Transition.refused(task, RefusalReason.SUPERSEDED);
        }
        if (task.state() == State.FINISHED
                || PhaseTable.next(task.phase(), Cause.RETRY).isEmpty()) {
            return Transition.refused(task, RefusalReason.NOT_FAILED);
        }
        Task again = task.draft()
                .anew(spec.deadlineFrom(now))
                .dispatchedAgain(now)
                .applied(command)
                .toTask();
        return Transition.applied(again);
    }
}
