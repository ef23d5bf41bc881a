package io.taskmill.model.message;

import io.taskmill.model.TaskId;
import java.time.Instant;

/**
 * The command of a dispatch could not be used and was put among the dead letters (invariant 6). A task that is not known
 * stays unknown.
 *
 * @param reason as the dead letter says it; what is longer than {@value #MAX_REASON} characters is cut off
 */
public record CommandDied(TaskId task, int epoch, String reason, Instant at) implements ShardMessage, TaskEvent {

    public static final int MAX_REASON = 255;

    public CommandDied {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch of task " + task + " is " + epoch + " but must be at least 1");
        }
        reason = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    }
}
