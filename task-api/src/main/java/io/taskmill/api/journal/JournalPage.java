package io.taskmill.api.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the journal.
 *
 * @param items latest first
 * @param next the cursor of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JournalPage(List<JournalView> items, @Nullable String next) {}
