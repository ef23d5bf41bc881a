package io.taskmill.projector.shard;

import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Task;
import io.taskmill.model.task.TaskTransition;
import io.taskmill.model.task.Transition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event makes of a task: {@link TaskTransition}. A collaborator, so that it can be shown that our tests notice when a
 * rule is missing.
 */
public interface TaskRules {

    /** @param task null if nothing is known of it */
    Transition apply(@Nullable Task task, TaskEvent event, Instant now);
}
