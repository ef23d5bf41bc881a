package io.taskmill.model.message;

import io.taskmill.model.TaskId;

/**
 * The session in which the task ran is over. Never travels: made for each unfinished task of a session whose
 * {@link SessionLost} is folded.
 */
public record OwnerLost(TaskId task, String session, SessionLoss loss) implements TaskEvent {}
