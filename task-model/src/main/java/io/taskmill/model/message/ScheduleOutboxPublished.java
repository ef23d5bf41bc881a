package io.taskmill.model.message;

import java.util.Set;

/** The broker has confirmed these follow-ups. Never travels: the publisher reports it to the fold. */
public record ScheduleOutboxPublished(String schedule, Set<String> entries) implements ScheduleEvent {

    public ScheduleOutboxPublished {
        entries = Set.copyOf(entries);
    }
}
