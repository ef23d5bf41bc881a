package io.taskmill.api.start;

import io.taskmill.api.ids.TaskIds;
import io.taskmill.api.publish.CommandPublisher;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.task.Task;
import java.util.Optional;
import java.util.function.Function;

/**
 * What can be had only once the installation's fixed facts are known.
 *
 * @param tasks reads a task; fails with {@link io.taskmill.store.StoreUnavailableException}
 */
public record Installed(
        Shards shards, TaskIds ids, Function<TaskId, Optional<Task>> tasks, CommandPublisher commands) {}
