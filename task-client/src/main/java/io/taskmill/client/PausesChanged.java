package io.taskmill.client;

/**
 * What became of the wish to pause or to resume.
 *
 * @param command the id that it was sent with
 * @param applied whether {@code pauses} are as the command made them; if not, the command is durable and will be applied
 * @param pauses as the API last read them
 */
public record PausesChanged(String command, boolean applied, Pauses pauses) {}
