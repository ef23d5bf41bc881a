package io.taskmill.model.task;

import java.util.ArrayList;
import java.util.List;

/**
 * What has happened to a task, as far as that is kept: its submission and the latest entries.
 *
 * @param entries the submission first, the others as they were folded
 * @param dropped how many are not kept any more; they would stand after the first
 */
public record History(List<HistoryEntry> entries, int dropped) {

    /** Entries that are kept. */
    public static final int MAX_ENTRIES = 64;

    /** Of a task of which nothing is known yet. */
    public static final History EMPTY = new History(List.of(), 0);

    public History {
        entries = List.copyOf(entries);
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "history has " + entries.size() + " entries but may have " + MAX_ENTRIES);
        }
        if (dropped < 0) {
            throw new IllegalArgumentException("history.dropped is " + dropped + " but must not be negative");
        }
    }

    History with(HistoryEntry entry) {
        List<HistoryEntry> all = new ArrayList<>(entries);
        all.add(entry);
        return bounded(all);
    }

    /** Whatever was folded before its submission, a task's history begins with that. */
    History beginningWith(HistoryEntry submission) {
        List<HistoryEntry> all = new ArrayList<>(entries);
        all.addFirst(submission);
        return bounded(all);
    }

    private History bounded(List<HistoryEntry> all) {
        boolean full = all.size() > MAX_ENTRIES;
        if (full) {
            all.remove(1);
        }
        return new History(all, full ? dropped + 1 : dropped);
    }
}
