package io.taskmill.model.message;

import io.taskmill.model.TaskId;

/**
 * A worker that has the type of a task has come since the task was blocked, or the type is paused no more. Never travels: the fold makes it.
 *
 * @param epoch the dispatch that is blocked
 */
public record TypeFound(TaskId task, int epoch) implements TaskEvent {}
