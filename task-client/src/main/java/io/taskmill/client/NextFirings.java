package io.taskmill.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule fires next.
 *
 * @param json the answer as it was
 */
public record NextFirings(String json, List<Upcoming> items) {

    public NextFirings {
        items = List.copyOf(items);
    }

    /**
     * One of the firings.
     *
     * @param due when its task is made, which jitter makes later
     */
    public record Upcoming(
            @Nullable Instant firing, @Nullable Instant due) {}
}
