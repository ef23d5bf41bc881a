package io.taskmill.api.command;

import io.taskmill.api.ask.Lookup;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.model.Category;
import io.taskmill.model.Phase;
import io.taskmill.model.Recovery;
import io.taskmill.model.State;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.AmendTask;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.message.UserCommand.RollbackTask;
import io.taskmill.model.task.End;
import io.taskmill.model.task.PhaseTable;
import io.taskmill.model.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a task what has become of a user's command, or still may. What the fold decides is told by the task alone:
 * it remembers the commands that were folded, and a command that can have no effect any more was refused, or will be.
 */
final class Effect {

    private Effect() {}

    /**
     * Whether it was applied; if not, it may yet be.
     *
     * @param task what is known of the task, perhaps a stub; null if nothing is
     * @throws ApiException if it was not and cannot be any more
     */
    static boolean of(UserCommand command, @Nullable Task task) {
        if (task != null && task.deleted() != null) {
            if (command instanceof DeleteTask) {
                return true;
            }
            throw Lookup.deleted(command.task());
        }
        if (task != null && hasApplied(command, task) && isDecided(task) && !isTooLate(command, task)) {
            return true;
        }
        switch (command) {
            case CancelTask _ -> requireGoingOn(task);
            case AmendTask _ -> requireWaiting(task);
            case RetryTask retry -> requireFailed(task, retry.epoch());
            case RollbackTask rollback -> requireToUndo(task, rollback.epoch());
            case DeleteTask delete -> {
                requireNotCleaning(task);
                requireEpoch(task, delete.epoch());
            }
        }
        return false;
    }

    /** Whether it has ended for good, or is deleted already. */
    static boolean canBeDeleted(Task task) {
        return task.deleted() != null || (!task.isStub() && task.state().terminal());
    }

    /** That a task was deleted shows by itself. */
    private static boolean hasApplied(UserCommand command, Task task) {
        return !(command instanceof DeleteTask) && task.applied().contains(command.id());
    }

    /** What came too late is remembered too, so that its repetition cannot count once the task is another dispatch. */
    private static boolean isTooLate(UserCommand command, Task task) {
        return switch (command) {
            case CancelTask _ ->
                task.phase() == Phase.CLEANING
                        ? task.cancelled() == null
                        : hasEnded(task) && task.state() != State.CANCELLED;
            case AmendTask amend -> !waits(task) && !shows(amend, task);
            case RetryTask _, RollbackTask _, DeleteTask _ -> false;
        };
    }

    private static boolean waits(Task task) {
        return PhaseTable.next(task.phase(), PhaseTable.Cause.AMEND).isPresent();
    }

    private static boolean shows(AmendTask amend, Task task) {
        TaskSpec spec = task.spec();
        return spec != null
                && (amend.notBefore() == null || amend.notBefore().equals(spec.notBefore()))
                && (amend.priority() == null || amend.priority() == spec.priority())
                && (amend.pool() == null || amend.pool().equals(spec.pool()));
    }

    /** What is not known yet waits, as far as anybody knows. */
    private static void requireWaiting(@Nullable Task task) {
        if (task == null || waits(task)) {
            return;
        }
        if (task.state().terminal()) {
            throw inState(ProblemType.ALREADY_ENDED, "It is " + task.state() + "; it waits for nothing.", task.state());
        }
        throw inState(
                ProblemType.ALREADY_STARTED,
                "It is " + task.phase() + "; what it waits for can be changed only while it waits.",
                task.state());
    }

    /** Of a stub that failed nobody knows yet whether another attempt follows. */
    private static boolean isDecided(Task task) {
        return !task.isStub() || task.state() != State.FAILED;
    }

    private static boolean hasEnded(Task task) {
        return task.state().terminal() && isDecided(task);
    }

    /** What is not known to have ended can be cancelled, also if it is not known at all yet. */
    private static void requireGoingOn(@Nullable Task task) {
        requireNotCleaning(task);
        if (task != null && hasEnded(task)) {
            throw inState(
                    ProblemType.ALREADY_ENDED, "It is " + task.state() + "; there is nothing to cancel.", task.state());
        }
    }

    private static void requireFailed(@Nullable Task task, int epoch) {
        if (task == null || task.isStub()) {
            throw ApiException.of(
                    ProblemType.NOT_FAILED, "Nothing is recorded of it yet, so there is no failure to retry.");
        }
        requireNotCleaning(task);
        requireEpoch(task, epoch);
        if (task.state().category() != Category.FAILED) {
            throw inState(
                    ProblemType.NOT_FAILED,
                    "It is " + task.state() + "; only a task that is FAILED or CANCELLED can be retried.",
                    task.state());
        }
    }

    private static void requireToUndo(@Nullable Task task, int epoch) {
        requireNotCleaning(task);
        requireEpoch(task, epoch);
        End end = task == null ? null : task.end();
        TaskSpec spec = task == null ? null : task.spec();
        if (task == null || end == null || spec == null || end.state() == State.FINISHED) {
            throw ApiException.of(
                    ProblemType.NOTHING_TO_UNDO,
                    "Only what a task has done that is FAILED or CANCELLED can be undone.");
        }
        if (spec.policy().recovery() == Recovery.NONE) {
            throw inState(ProblemType.NOTHING_TO_UNDO, "Its recovery is none: nothing of it is undone.", end.state());
        }
        if (!task.rollback().isOpen(end.result())) {
            throw inState(ProblemType.NOTHING_TO_UNDO, "Its runs have left nothing to undo.", end.state());
        }
    }

    /** What undoes what a task has done is cut off by nothing. */
    static void requireNotCleaning(@Nullable Task task) {
        if (task != null && task.phase() == Phase.CLEANING) {
            throw inState(
                    ProblemType.CLEANING, "What it has done is being undone; try again once it is DONE.", task.state());
        }
    }

    private static void requireEpoch(@Nullable Task task, int epoch) {
        if (task != null && task.epoch() != epoch) {
            throw inState(
                            ProblemType.SUPERSEDED,
                            "It is at epoch " + task.epoch() + ", not " + epoch + ".",
                            task.state())
                    .with("epoch", task.epoch());
        }
    }

    private static ApiException inState(ProblemType type, String detail, State state) {
        return ApiException.of(type, detail).with("state", state.name());
    }
}
