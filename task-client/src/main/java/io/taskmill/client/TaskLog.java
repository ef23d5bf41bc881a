package io.taskmill.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a task's runs have logged.
 *
 * @param json the answer as it was
 * @param items by epoch, then by run, as they were logged
 * @param next the cursor of the next page; null on the last one
 */
public record TaskLog(
        String json, List<Entry> items, @Nullable String next) {

    public TaskLog {
        items = List.copyOf(items);
    }

    /**
     * A line.
     *
     * @param at by the worker's clock
     * @param epoch the dispatch that the run belongs to
     */
    public record Entry(@Nullable Instant at, int epoch, String run, String text) {}
}
