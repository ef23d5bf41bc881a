package io.taskmill.model.schedule;

import io.taskmill.model.TaskId;
import java.time.Instant;

/** What a change of a schedule causes: written in the same update, published with a confirm, then cleared. */
public sealed interface ScheduleFollowUp {

    /** Derived from what it does, so that the same one never stands twice. */
    String id();

    /**
     * The task of a firing is submitted.
     *
     * @param revision of the schedule, whose template it is made of
     * @param decided when, from which its deadline counts
     */
    record Fire(Firing firing, int revision, Instant decided) implements ScheduleFollowUp {
        @Override
        public String id() {
            return "fire-" + firing.task();
        }
    }

    /**
     * The task of an earlier firing is cancelled.
     *
     * @param successor of the firing that takes its place
     * @param decided when
     */
    record Cancel(TaskId task, TaskId successor, Instant decided) implements ScheduleFollowUp {
        @Override
        public String id() {
            return "cancel-" + task;
        }
    }
}
