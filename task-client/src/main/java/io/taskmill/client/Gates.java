package io.taskmill.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gates by their keys.
 *
 * @param json the answer as it was
 * @param next the key that the next page comes after; null on the last
 */
public record Gates(String json, List<Gate> items, @Nullable String next) {

    public Gates {
        items = List.copyOf(items);
    }

    /**
     * One of them.
     *
     * @param limit how many tasks may hold it
     * @param limitedAt when somebody has set another limit than its type says; null if nobody has
     * @param held how many tasks hold it
     * @param waiting how many wait for it, of very many at least so many
     * @param more whether there are more than that
     * @param holders ids of the first that hold it
     */
    public record Gate(
            String key,
            int limit,
            @Nullable Instant limitedAt,
            int held,
            int waiting,
            boolean more,
            List<String> holders) {

        public Gate {
            holders = List.copyOf(holders);
        }
    }
}
