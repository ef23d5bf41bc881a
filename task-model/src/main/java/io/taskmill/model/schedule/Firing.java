package io.taskmill.model.schedule;

import io.taskmill.model.TaskId;
import java.time.Instant;

/**
 * One time that a schedule fires.
 *
 * @param at when it is to be, apart from jitter
 * @param task the one that is made of it, always the same
 */
public record Firing(Instant at, TaskId task) {}
