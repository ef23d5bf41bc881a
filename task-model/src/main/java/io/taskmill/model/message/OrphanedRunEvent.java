package io.taskmill.model.message;

import io.taskmill.model.TaskId;

/**
 * A run's event that arrives after its session was recorded as lost on this shard. Never travels: the fold makes it.
 *
 * @param crashed false when the session ended in good order and gave its runs back
 */
public record OrphanedRunEvent(RunEvent event, boolean crashed) implements TaskEvent {

    @Override
    public TaskId task() {
        return event.task();
    }
}
