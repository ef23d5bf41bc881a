package io.taskmill.api.journal;

import io.taskmill.model.journal.JournalEntry;
import io.taskmill.store.JournalFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal, as {@link io.taskmill.store.JournalStore#newest} gives it. */
@FunctionalInterface
interface Journal {

    /**
     * The latest entries, latest first; fails with {@link io.taskmill.store.StoreUnavailableException}.
     *
     * @param before only entries whose ids come before this one; null for all
     */
    List<JournalEntry> of(JournalFilter filter, @Nullable String before, int limit);
}
