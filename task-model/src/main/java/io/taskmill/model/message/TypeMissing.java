package io.taskmill.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.model.Defaulted;
import io.taskmill.model.TaskId;
import java.time.Instant;

/**
 * A worker has taken the command of a dispatch and does not have its type, or only an older version of it, or knows that the
 * type is paused. Whoever reports this has not begun on it, and has nothing more to do with it.
 *
 * @param worker its session's name for people
 * @param at by the worker's clock
 * @param paused whether it is given back because its type is paused; projectors that do not know of pauses try it elsewhere
 */
public record TypeMissing(
        TaskId task,
        int epoch,
        String worker,
        Instant at,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Defaulted
        boolean paused)
        implements ShardMessage, TaskEvent {

    public TypeMissing {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch of task " + task + " is " + epoch + " but must be at least 1");
        }
    }

    /** For want of the type. */
    public TypeMissing(TaskId task, int epoch, String worker, Instant at) {
        this(task, epoch, worker, at, false);
    }
}
