package io.taskmill.api.command;

import io.taskmill.api.ask.Lookup;
import io.taskmill.api.problem.ApiException;
import io.taskmill.api.publish.Acceptance;
import io.taskmill.api.start.Installed;
import io.taskmill.api.start.Startup;
import io.taskmill.model.TaskId;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.task.Task;
import io.taskmill.store.StoreUnavailableException;
import io.taskmill.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From a user's wish to its effect: looks whether there can be one, sends the command to the task's shard, and watches
 * the task for a while. A command that was applied is not sent again, so requests can be repeated with its id.
 */
final class Commands {

    /** How long the effect is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(160);

    /**
     * What became of a command.
     *
     * @param task as last read; null if it is not recorded yet
     * @param effective whether the command was applied; if not, it is on its way
     */
    record Outcome(@Nullable Versioned<Task> task, boolean effective) {}

    /** As {@link Thread#sleep(Duration)}. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    private final Startup startup;
    private final Lookup lookup;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;

    /** @param nanoTime as {@link System#nanoTime} */
    Commands(Startup startup, Lookup lookup, Clock clock, LongSupplier nanoTime, Sleeper sleeper) {
        this.startup = startup;
        this.lookup = lookup;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
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
     * @param epoch the dispatch that has failed; null for the latest one that is known
     * @throws ApiException if that is not what has failed, or the command could not be made durable
     * @throws StoreUnavailableException if nothing was sent, because the store does not answer
     */
    Outcome retry(TaskId task, String command, @Nullable Integer epoch) {
        Installed installed = startup.installed();
        Versioned<Task> known = lookup.find(task).orElse(null);
        int latest = known == null ? 1 : known.entity().epoch();
        RetryTask retry = new RetryTask(task, command, null, clock.instant(), epoch == null ? latest : epoch);
        return carryOut(installed, retry, known);
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

    /** Without the store there is nothing to see; the command is on its way all the same. */
    private Outcome watched(Installed installed, UserCommand command, @Nullable Versioned<Task> known) {
        long sent = nanoTime.getAsLong();
        Versioned<Task> seen = known;
        Duration pause = FIRST_PAUSE;
        try {
            for (Duration left = PATIENCE; left.isPositive(); left = PATIENCE.minusNanos(nanoTime.getAsLong() - sent)) {
                sleeper.sleep(pause.compareTo(left) < 0 ? pause : left);
                seen = installed.tasks().apply(command.task()).orElse(seen);
                if (isEffective(command, seen)) {
                    return new Outcome(seen, true);
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (StoreUnavailableException e) {
            return new Outcome(seen, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Outcome(seen, false);
    }

    private static boolean isEffective(UserCommand command, @Nullable Versioned<Task> task) {
        return Effect.of(command, task == null ? null : task.entity());
    }
}
