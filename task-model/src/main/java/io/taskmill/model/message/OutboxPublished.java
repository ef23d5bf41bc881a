package io.taskmill.model.message;

import io.taskmill.model.TaskId;
import java.util.Set;

/** The broker has confirmed these entries of the task's outbox. Never travels: the publisher reports it to the fold. */
public record OutboxPublished(TaskId task, Set<String> entries) implements TaskEvent {

    public OutboxPublished {
        entries = Set.copyOf(entries);
    }
}
