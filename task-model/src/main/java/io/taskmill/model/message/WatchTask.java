package io.taskmill.model.message;

import io.taskmill.model.Dependent;
import io.taskmill.model.TaskId;

/**
 * A task waits for another one and is to be told how that ends.
 *
 * @param task the one that is waited for
 * @param dependent the one that waits
 */
public record WatchTask(TaskId task, Dependent dependent) implements ShardMessage, TaskEvent {}
