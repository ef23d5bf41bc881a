package io.taskmill.model.schedule;

import io.taskmill.model.id.TaskIds;
import io.taskmill.model.plan.Firings;
import java.time.Instant;

/**
 * What is decided by.
 *
 * @param ids of this installation, of which each firing has one
 */
public record ScheduleRules(Firings firings, TaskIds ids) {

    Firing firing(String schedule, Instant at) {
        return new Firing(at, ids.derive(at, "schedule/" + schedule));
    }

    /** One that was asked for, which is another one than the plan's at the same instant. */
    Firing byHand(String schedule, Instant at, String command) {
        return new Firing(at, ids.derive(at, "schedule/" + schedule + "/run/" + command));
    }
}
