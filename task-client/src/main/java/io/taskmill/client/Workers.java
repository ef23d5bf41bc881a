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
     * @param leaseUntil when its lease is over if no further heartbeat renews it, by its own clock
     * @param draining whether it is being stopped and takes no more tasks
     * @param slots how many tasks it runs at the same time
     * @param used how many of them are taken
     * @param leaked how many runs go on although they were stopped longer ago than their grace
     * @param running how many tasks run in it, as far as it is recorded
     */
    public record Worker(
            String session,
            String name,
            @Nullable Instant started,
            @Nullable Instant lastHeartbeat,
            @Nullable Instant leaseUntil,
            boolean draining,
            @Nullable String host,
            long pid,
            List<String> pools,
            int slots,
            int used,
            int leaked,
            int running) {

        public Worker {
            pools = List.copyOf(pools);
        }
    }
}
