package io.taskmill.model.message;

import io.taskmill.model.TaskId;

/** A run's event that arrives after its session was recorded as over on this shard. Never travels: the fold makes it. */
public record OrphanedRunEvent(RunEvent event, SessionLoss loss) implements TaskEvent {

    @Override
    public TaskId task() {
        return event.task();
    }
}
