package io.taskmill.model.message;

import io.taskmill.model.TaskId;

/** The instant at which something is due has come for the task. Never travels: made by the search for due work. */
public record DueReached(TaskId task) implements TaskEvent {}
