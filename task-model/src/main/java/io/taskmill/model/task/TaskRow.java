package io.taskmill.model.task;

import io.taskmill.model.Defaulted;
import io.taskmill.model.EntityRef;
import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.Result;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task as lists and streams show it: all but what may be large, which are its parameters and its output.
 *
 * @param version counts the writes of the task's document; of two rows of one task the higher one is the later
 * @param since when the task came into its phase, or this dispatch was made, by the folding projector's clock
 * @param started when the task first started
 * @param progress 0 to 100
 * @param run the run that owns the epoch, or owned it when the task ended
 * @param releaseAt when the next attempt is dispatched, if the task waits for that
 * @param failed the latest attempt that another one followed, or will follow
 * @param cancelled who has cancelled the task, if somebody has
 * @param ended null until the task ends
 */
public record TaskRow(
        TaskId id,
        long version,
        Asked asked,
        State state,
        Phase phase,
        @Defaulted Instant since,
        int epoch,
        int attempt,
        int crashRecoveries,
        @Nullable Instant started,
        int progress,
        @Nullable Run run,
        @Nullable Instant releaseAt,
        @Nullable FailedAttempt failed,
        @Nullable Cancellation cancelled,
        @Nullable Ended ended) {

    public TaskRow {
        since = Objects.requireNonNullElse(since, asked.created());
    }

    /**
     * What was asked for.
     *
     * @param created when the API accepted it, by the API's clock
     */
    public record Asked(
            String type,
            int typeVersion,
            String pool,
            Priority priority,
            @Nullable EntityRef entity,
            @Nullable String creator,
            @Nullable String correlationId,
            Instant created) {

        public static Asked of(TaskSpec spec) {
            return new Asked(
                    spec.type(),
                    spec.typeVersion(),
                    spec.pool(),
                    spec.priority(),
                    spec.entity(),
                    spec.creator(),
                    spec.correlationId(),
                    spec.created());
        }
    }

    /**
     * How and when it ended.
     *
     * @param at by the clock of the worker that ended it
     * @param error why it failed, if it did
     */
    public record Ended(Result result, Instant at, @Nullable TaskError error) {}

    /**
     * The row of a task.
     *
     * @throws IllegalArgumentException for a stub, which nobody is shown
     */
    public static TaskRow of(Task task, long version) {
        TaskSpec spec = task.spec();
        if (spec == null) {
            throw new IllegalArgumentException("task " + task.id() + " is a stub and has no row");
        }
        End end = task.end();
        return new TaskRow(
                task.id(),
                version,
                Asked.of(spec),
                task.state(),
                task.phase(),
                task.since(),
                task.epoch(),
                task.attempt(),
                task.crashRecoveries(),
                task.started(),
                task.progress(),
                task.run(),
                task.releaseAt(),
                task.failed(),
                task.cancelled(),
                end == null ? null : new Ended(end.result(), end.at(), end.error()));
    }

    /** From first start to the end, or to {@code now}; never negative, whatever the clocks say; null before a start. */
    public @Nullable Duration duration(Instant now) {
        return Task.span(started, ended == null ? now : ended.at());
    }
}
