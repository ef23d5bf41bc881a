package io.taskmill.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pools and types that are paused.
 *
 * @param json the answer as it was
 * @param items in the order in which that was wanted
 */
public record Pauses(String json, List<Pause> items) {

    public Pauses {
        items = List.copyOf(items);
    }

    /**
     * One of them.
     *
     * @param kind pool or type
     * @param by null if it is not known
     * @param reason null if none was given
     */
    public record Pause(
            String kind,
            String name,
            @Nullable String by,
            @Nullable String reason,
            @Nullable Instant since) {}
}
