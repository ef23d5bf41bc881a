package io.taskmill.model.explore.task;

import io.taskmill.model.TaskPolicy;
import java.util.Set;

/**
 * Which world is explored. All chances at once would be too many states, so each setting has some of them, in full.
 *
 * @param epochs how many dispatches these chances can cause; more are an error of the setting
 */
public record Setting(String name, TaskPolicy policy, int epochs, Set<Chance> chances) {

    /** What may happen besides one delivery of each command and a handler that returns. */
    public enum Chance {
        /** The task is not to start before a time: its submission goes to the shard alone. */
        HELD,
        /** The task waits for another one, which finishes or fails once it is watched. */
        AFTER,
        /** A command that was published is delivered once more, or published once more. */
        AGAIN,
        /** As before, but only after the first delivery, and each START is folded within the grace period. */
        PROMPT,
        /** A user cancels the task, at any time. */
        CANCEL,
        /** A user changes what the task waits for, at any time. */
        AMEND,
        /** A user retries what has failed or was cancelled. */
        RETRY,
        /** Two users do. */
        RETRY_BY_TWO,
        /** A user deletes what has ended. */
        DELETE,
        /** One worker's session is lost; the worker may be dead, or a zombie. */
        LOSS,
        /** A handler fails. */
        FAILURE,
        /** A handler reports progress. */
        PROGRESS,
        /** A granted run is given back by its worker, in the first epoch. */
        GIVE_BACK,
        /** A command is taken by a worker that does not have its type, but for the last epoch's. */
        TYPE_MISSING,
        /** A folder dies after a write and before it tells what it has decided. */
        CRASH,
        /** Time passes until the task is due. */
        TIMEOUT,
        /** The run of the first epoch pushes something to be undone before it ends; what follows undoes it. */
        ROLLBACK,
        /** The command is lost from the work queue; what heals that is the check of queued tasks. */
        PURGE
    }

    public Setting {
        chances = Set.copyOf(chances);
    }

    /** Whether a worker can have come by that epoch's command. */
    boolean isQueued(World world, int epoch) {
        return (epoch == 1 && !isHeld()) || world.is(Command.CONFIRMED, epoch);
    }

    /** Whether the submission goes to the shard alone. */
    boolean isHeld() {
        return has(Chance.HELD) || has(Chance.AFTER);
    }

    boolean has(Chance chance) {
        return chances.contains(chance);
    }

    @Override
    public String toString() {
        return name;
    }
}
