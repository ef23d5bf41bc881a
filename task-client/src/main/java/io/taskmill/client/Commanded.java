package io.taskmill.client;

/**
 * What became of a cancel or a retry.
 *
 * @param command the id that it was sent with
 * @param applied whether {@code task} is as the command made it; if not, the command is durable and will be applied, or
 *     refused if something else comes before it
 * @param task as the API last read it
 */
public record Commanded(String command, boolean applied, TaskView task) {}
