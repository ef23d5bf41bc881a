package io.taskmill.model.task;

import java.time.Instant;

/**
 * That the command which a queued task waits for could not be used and lies among the dead letters.
 *
 * @param reason why, as the dead letter says
 * @param at when, by the clock of whoever put it there
 */
public record DeadCommand(String reason, Instant at) {}
