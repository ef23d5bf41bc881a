package io.taskmill.model.task;

import io.taskmill.model.Json;
import org.jspecify.annotations.Nullable;

/**
 * What the next run of a task may go on from.
 *
 * @param run the run that has left it
 * @param seq of that run's report of it; a later one replaces it
 * @param state the handler's own; only its type's handlers can read it
 */
public record Checkpoint(String run, int seq, Json state) {

    /** Whether it says more than another one that the task may have. */
    boolean isLaterThan(@Nullable Checkpoint other) {
        return other == null || !other.run().equals(run) || other.seq() < seq;
    }
}
