package io.taskmill.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the journal.
 *
 * @param json the answer as it was
 * @param items latest first
 * @param next the cursor of the next page; null on the last one
 */
public record JournalPage(
        String json, List<Entry> items, @Nullable String next) {

    public JournalPage {
        items = List.copyOf(items);
    }

    /**
     * Something that has happened.
     *
     * @param kind such as TASK_FAILED
     * @param level INFO, WARNING or ERROR
     * @param text what it was, in the language asked for
     * @param task the id of the task that it has happened to; null of what is about none
     * @param actor who wanted it; null if nobody is known
     * @param json the entry as it was
     */
    public record Entry(
            String id,
            @Nullable Instant at,
            String kind,
            String level,
            String text,
            @Nullable String task,
            @Nullable String actor,
            String json) {}
}
