package io.taskmill.model.message;

import io.taskmill.model.Names;
import io.taskmill.model.State;
import io.taskmill.model.TaskId;

/**
 * The task of a firing has ended. One that is retried and ends again tells that too.
 *
 * @param schedule whose firing it was
 * @param how FINISHED, FAILED or CANCELLED
 */
public record FiringEnded(String schedule, TaskId task, State how) implements ShardMessage, ScheduleEvent {

    public FiringEnded {
        Names.requireSchedule(schedule);
        if (!how.terminal()) {
            throw new IllegalArgumentException("task " + task + " is told to have ended as " + how);
        }
    }
}
