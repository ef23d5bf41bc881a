package io.taskmill.api.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.store.LogLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a task's log.
 *
 * @param items in the order of the log
 * @param next the cursor of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LogPage(List<Entry> items, @Nullable String next) {

    /** @param at when it was logged, by its worker's clock */
    record Entry(Instant at, int epoch, String run, String text) {

        static Entry of(LogLine line) {
            return new Entry(
                    line.entry().at(),
                    line.position().epoch(),
                    line.position().run(),
                    line.entry().text());
        }
    }
}
