package io.taskmill.model.task;

import io.taskmill.model.Json;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How and when a task ended.
 *
 * @param at by the clock of whoever ended it: the run's worker, or the folding projector
 * @param value what the handler returned, if it returned anything
 * @param error why it failed, if it did; of a cancelled task only that its handler did not stop
 */
public record End(
        State state,
        Result result,
        Instant at,
        @Nullable Json value,
        @Nullable TaskError error) {

    /** The handler of a cancelled run pays no heed to being interrupted, and may still be at work. */
    public static final TaskError UNRESPONSIVE =
            new TaskError("UNRESPONSIVE", "the handler did not stop when it was told to", false);

    public End {
        if (!state.terminal()) {
            throw new IllegalArgumentException("a task cannot end as " + state);
        }
        if ((state == State.FINISHED) != (result == Result.SUCCESS)) {
            throw new IllegalArgumentException("a task cannot end as " + state + " with the result " + result);
        }
    }

    static End finished(Instant at, @Nullable Json value) {
        return new End(State.FINISHED, Result.SUCCESS, at, value, null);
    }

    static End failed(Instant at, TaskError error) {
        return new End(State.FAILED, Result.FAILURE, at, null, error);
    }

    static End cancelled(Instant at, @Nullable TaskError error) {
        return new End(State.CANCELLED, Result.FAILURE, at, null, error);
    }

    /** The same end, but for what has come of undoing it, and when it was known. */
    End cleaned(Result clean, Instant when) {
        return new End(state, clean, when, value, error);
    }
}
