package io.taskmill.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schedules by name.
 *
 * @param json the answer as it was
 * @param next what to ask for the next page with; null if there is none
 */
public record SchedulePage(
        String json, List<ScheduleView> items, @Nullable String next) {

    public SchedulePage {
        items = List.copyOf(items);
    }
}
