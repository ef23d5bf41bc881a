package io.taskmill.client;

import org.jspecify.annotations.Nullable;

/**
 * What became of a deletion.
 *
 * @param command the id that it was sent with
 * @param gone whether nothing is left of the task
 * @param applied whether the command has come to pass: the task is gone, or was pending and is cancelled as {@code task}
 *     shows, and can be deleted once it has ended; if not, the command is durable and will be applied, or refused if
 *     something else comes before it
 * @param task as the API last read it; null if it is gone
 */
public record Deleted(
        String command,
        boolean gone,
        boolean applied,
        @Nullable TaskView task) {}
