package io.taskmill.model.message;

import io.taskmill.model.TaskId;

/**
 * The session in which the task ran is over. Never travels: made for each unfinished task of a session whose
 * {@link SessionLost} is folded.
 *
 * @param crashed false when the session ended in good order and gave its runs back
 */
public record OwnerLost(TaskId task, String session, boolean crashed) implements TaskEvent {}
