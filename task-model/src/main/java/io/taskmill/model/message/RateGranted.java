package io.taskmill.model.message;

import io.taskmill.model.Names;
import io.taskmill.model.TaskId;
import java.time.Instant;

/**
 * A task may be let go at that time.
 *
 * @param epoch of the claim that is answered
 */
public record RateGranted(TaskId task, int epoch, String rate, Instant at) implements TaskEvent, ShardMessage {

    public RateGranted {
        Names.requireKey("rate", rate);
    }
}
