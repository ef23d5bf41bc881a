package io.taskmill.model.message;

import io.taskmill.model.TaskId;
import java.time.Instant;

/**
 * The command that a queued task waits for seems to be in its work queue no more. Never travels: made by the check of
 * queued tasks.
 *
 * @param dispatched the time of the dispatch that is missed, as the task told it; another one is not meant
 */
public record CommandMissed(TaskId task, int epoch, Instant dispatched) implements TaskEvent {}
