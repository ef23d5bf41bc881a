package io.taskmill.simulator;

/**
 * What a request is answered with.
 *
 * @param body written as JSON
 */
public record Answer(int status, Object body) {}
