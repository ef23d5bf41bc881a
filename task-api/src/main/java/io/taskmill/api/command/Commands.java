package io.taskmill.api.command;

import io.taskmill.api.admission.Admission;
import io.taskmill.api.ask.Lookup;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.problem.ProblemType;
import io.taskmill.api.problem.Violation;
import io.taskmill.api.publish.Acceptance;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.api.types.ParamsCheck;
import io.taskmill.model.Parent;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.message.UserCommand.Edit;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.message.UserCommand.RollbackTask;
import io.taskmill.model.task.Task;
import io.taskmill.model.type.TaskType;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.Versioned;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a user's wish to its effect: looks whether there can be one, sends the command to the task's shard, and watches
 * the task for a while. A command that was applied is not sent again, so requests can be repeated with its id.
 */
final class Commands {

    /**
     * What became of a command.
     *
     * @param task as last read; null if it is not recorded yet
     * @param effective whether the command was applied; if not, it is on its way
     */
    record Outcome(@Nullable Versioned<Task> task, boolean effective) {

        /** Whether the task was deleted. */
        boolean isGone() {
            return task != null && task.entity().deleted() != null;
        }
    }

    /** Why a task was cancelled that was to be deleted. */
    static final String DELETED = "deleted";

    private static final String WARNING = "It has not ended. Deleting it cancels it first: the step that runs is not"
            + " stopped at once, steps that follow are not begun, what was done is not undone, and the task counts as"
            + " failed. Then it can be deleted. Repeat the request with confirm=true if that is wanted.";

    private final Startup startup;
    private final Lookup lookup;
    private final ParamsCheck params;
    private final Clock clock;
    private final EffectWatch watch;

    Commands(Startup startup, Lookup lookup, ParamsCheck params, Clock clock, EffectWatch watch) {
        this.startup = startup;
        this.lookup = lookup;
        this.params = params;
        this.clock = clock;
        this.watch = watch;
    }

    /**
     * @param command the command's id
     * @throws ApiException if the task has ended, or the command could not be made durable
     * @throws StoreUnavailableException if nothing was sent, because the store does not answer
     */
    Outcome cancel(TaskId task, String command, @Nullable String reason) {
        Installed installed = startup.installed();
        Versioned<Task> known = lookup.find(task).orElse(null);
        return carryOut(installed, new CancelTask(task, command, null, clock.instant(), reason), known);
    }

    /**
     * @param command the command's id
     * @throws ApiException if the task, or the epoch that is asked for, has not failed, if the parameters that are given
     *     are not fit for its type, or if the command could not be made durable
     * @throws StoreUnavailableException if nothing was sent, because the store does not answer
     */
    Outcome retry(TaskId task, String command, AskedRetry asked) {
        Installed installed = startup.installed();
        Versioned<Task> known = lookup.find(task).orElse(null);
        int latest = known == null ? 1 : known.entity().epoch();
        int epoch = asked.epoch() == null ? latest : asked.epoch();
        RetryTask retry = new RetryTask(task, command, null, clock.instant(), epoch);
        if (isEffective(retry, known)) { // else a type that was announced anew could refuse a repetition
            return new Outcome(known, true);
        }
        Edit edit = edit(asked.params(), known);
        return carryOut(installed, new RetryTask(task, command, null, retry.at(), epoch, edit), known);
    }

    /**
     * Undoes what a task has done that has failed or was cancelled.
     *
     * @param command the command's id
     * @param asked the dispatch that has ended so; null for the latest one that is known
     * @throws ApiException if there is nothing to undo, or if the command could not be made durable
     * @throws StoreUnavailableException if nothing was sent, because the store does not answer
     */
    Outcome rollback(TaskId task, String command, @Nullable Integer asked) {
        Installed installed = startup.installed();
        Versioned<Task> known = lookup.find(task).orElse(null);
        int latest = known == null ? 1 : known.entity().epoch();
        int epoch = asked == null ? latest : asked;
        return carryOut(installed, new RollbackTask(task, command, null, clock.instant(), epoch), known);
    }

    private @Nullable Edit edit(AskedRetry.@Nullable Params asked, @Nullable Versioned<Task> known) {
        TaskSpec spec = known == null ? null : known.entity().spec();
        if (asked == null || spec == null) {
            return null;
        }
        TaskType type = params.passed(spec.type(), "", asked.tree());
        TaskPolicy policy = Admission.over(spec.policy(), type, spec.entity(), asked.tree());
        return new Edit(type.version(), asked.json(), policy.equals(spec.policy()) ? null : policy);
    }

    /**
     * Changes what a pending task waits for.
     *
     * @param command the command's id
     * @throws ApiException if nothing is to be changed or not so, if the task has started or ended, or if the command could
     *     not be made durable
     * @throws StoreUnavailableException if nothing was sent, because the store does not answer
     */
    Outcome amend(TaskId task, String command, AskedAmendment asked) {
        Instant now = clock.instant();
        List<Violation> violations = asked.violations(now);
        if (!violations.isEmpty()) {
            throw ApiException.of(ProblemType.MALFORMED, violations);
        }
        Installed installed = startup.installed();
        Versioned<Task> known = lookup.find(task).orElse(null);
        return carryOut(installed, asked.command(task, command, now), known);
    }

    /**
     * Deletes a task that has ended; cancels one that has not.
     *
     * @param command the command's id
     * @param confirmed whether a task that has not ended may be cancelled
     * @throws ApiException if it would have to be cancelled without that, has ended when it was to be cancelled, or is
     *     another dispatch by now, or if the command could not be made durable
     * @throws StoreUnavailableException if nothing was sent, because the store does not answer
     */
    Outcome delete(TaskId task, String command, boolean confirmed) {
        Installed installed = startup.installed();
        Versioned<Task> known = lookup.findAlsoDeleted(task).orElse(null);
        Task found = known == null ? null : known.entity();
        Instant now = clock.instant();
        if (found != null && !hasCancelled(command, found)) {
            Effect.requireNotCleaning(found);
        }
        if (found == null || !Effect.canBeDeleted(found)) {
            if (!confirmed) {
                throw ApiException.of(ProblemType.TASK_PENDING, WARNING);
            }
            return carryOut(installed, new CancelTask(task, command, null, now, DELETED), known);
        }
        if (found.deleted() == null) {
            requireOwn(installed, found);
        }
        return hasCancelled(command, found)
                ? carryOut(installed, new CancelTask(task, command, null, now, DELETED), known)
                : carryOut(installed, new DeleteTask(task, command, null, now, found.epoch()), known);
    }

    /** A child stays as long as its parent does. */
    private static void requireOwn(Installed installed, Task task) {
        Parent parent = task.spec() == null ? null : task.spec().parent();
        if (parent == null) {
            return;
        }
        boolean kept = installed
                .tasks()
                .apply(parent.task())
                .filter(found -> found.entity().deleted() == null)
                .isPresent();
        if (kept) {
            throw ApiException.of(
                            ProblemType.PART_OF_FAMILY,
                            "It is a child of " + parent.task() + ", and is deleted together with that.")
                    .with("parent", parent.task().toString());
        }
    }

    /** Whoever repeats what was a cancel then gets the answer to that, whatever the task is by now. */
    private static boolean hasCancelled(String command, Task task) {
        return task.deleted() == null && task.applied().contains(command);
    }

    private Outcome carryOut(Installed installed, UserCommand command, @Nullable Versioned<Task> known) {
        if (isEffective(command, known)) {
            return new Outcome(known, true);
        }
        Acceptance.require(
                command.task(),
                installed.commands().publish(command),
                "The command is nowhere; send it again.",
                "Send it again with the same Taskmill-Command-Id.");
        return watched(installed, command, known);
    }

    private Outcome watched(Installed installed, UserCommand command, @Nullable Versioned<Task> known) {
        EffectWatch.Seen<Versioned<Task>> seen =
                watch.watch(known, () -> installed.tasks().apply(command.task()), task -> isEffective(command, task));
        return new Outcome(seen.latest(), seen.effective());
    }

    private static boolean isEffective(UserCommand command, @Nullable Versioned<Task> task) {
        return Effect.of(command, task == null ? null : task.entity());
    }
}
