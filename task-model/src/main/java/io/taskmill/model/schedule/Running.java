package io.taskmill.model.schedule;

/**
 * A firing whose task is not known to have ended.
 *
 * @param cancelled whether a later firing has cancelled it
 */
public record Running(Firing firing, boolean cancelled) {}
