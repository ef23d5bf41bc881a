package io.taskmill.model.message;

/** What can happen to one schedule: the closed set that its transition function decides on. */
public sealed interface ScheduleEvent permits ScheduleCommand, FiringEnded, ScheduleDue, ScheduleOutboxPublished {

    /** The schedule's name. */
    String schedule();
}
