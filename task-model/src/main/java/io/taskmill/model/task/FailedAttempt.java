package io.taskmill.model.task;

import io.taskmill.model.TaskError;
import java.time.Instant;

/**
 * The latest attempt that has failed and was, or will be, followed by another one.
 *
 * @param at by the clock of the worker that ended it
 */
public record FailedAttempt(int attempt, TaskError error, Instant at) {}
