package io.taskmill.model;

import java.time.Instant;

/**
 * What has made a task, if that is a schedule.
 *
 * @param firing when it was to be made; of one that was asked for by hand, when it was
 */
public record ScheduledBy(String name, Instant firing) {

    public ScheduledBy {
        Names.requireSchedule(name);
    }
}
