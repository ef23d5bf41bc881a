package io.taskmill.model.message;

import io.taskmill.model.TaskId;
import java.time.Instant;

/**
 * A worker has taken the command of a dispatch and does not have its type, or only an older version of it. Whoever reports
 * this has not begun on it, and has nothing more to do with it.
 *
 * @param worker its session's name for people
 * @param at by the worker's clock
 */
public record TypeMissing(TaskId task, int epoch, String worker, Instant at) implements ShardMessage, TaskEvent {

    public TypeMissing {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch of task " + task + " is " + epoch + " but must be at least 1");
        }
    }
}
