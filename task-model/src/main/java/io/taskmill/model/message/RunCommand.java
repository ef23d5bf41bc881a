package io.taskmill.model.message;

import io.taskmill.model.TaskId;
import io.taskmill.model.TaskSpec;

/**
 * Asks for one dispatch of a task to be run. One publish carries it to the work queue and to the task's event shard,
 * where the first one of a task is its submission.
 *
 * @param epoch 1 for the submission, higher by one with each further dispatch
 */
public record RunCommand(TaskId task, int epoch, TaskSpec spec) implements ShardMessage, TaskEvent {

    public RunCommand {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch of task " + task + " is " + epoch + " but must be at least 1");
        }
    }
}
