package io.taskmill.model;

import org.jspecify.annotations.Nullable;

/**
 * Whose run told something of an entity, and which of all that it told.
 *
 * @param type of the task; null if it was not known
 * @param epoch of the dispatch that the run belongs to
 * @param seq of the run's report
 */
public record Teller(TaskId task, @Nullable String type, int epoch, int seq) {

    /** Whether this is of the same task, and newer. */
    public boolean isAfter(Teller other) {
        return epoch > other.epoch || (epoch == other.epoch && seq > other.seq);
    }
}
