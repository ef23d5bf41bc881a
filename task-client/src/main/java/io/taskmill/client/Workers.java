package io.taskmill.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workers that live.
 *
 * @param json the answer as it was
 * @param items by name
 */
public record Workers(String json, List<Worker> items) {

    public Workers {
        items = List.copyOf(items);
    }

    /**
     * One of them, as its last heartbeat told.
     *
     * @param slots how many tasks it runs at the same time
     * @param used how many of them are taken
     */
    public record Worker(
            String session,
            String name,
            @Nullable Instant started,
            @Nullable Instant lastHeartbeat,
            @Nullable String host,
            long pid,
            List<String> pools,
            int slots,
            int used) {

        public Worker {
            pools = List.copyOf(pools);
        }
    }
}
