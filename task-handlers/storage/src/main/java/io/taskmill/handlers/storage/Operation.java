package io.taskmill.handlers.storage;

import org.jspecify.annotations.Nullable;

/**
 * Something slow that the cluster does.
 *
 * @param percent 0 to 100
 * @param error why it has failed; null unless it has
 */
public record Operation(
        String id, State state, int percent, @Nullable String error) {

    /** Where it stands. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }
}
