package io.taskmill.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that nobody could read or route.
 *
 * @param json the answer as it was
 * @param total how many there are, listed or not
 */
public record DeadLetters(String json, long total, List<DeadLetter> items) {

    public DeadLetters {
        items = List.copyOf(items);
    }

    /**
     * One of them.
     *
     * @param id which it keeps as long as it is there; letters that are equal share it
     * @param origin the queue that it was in
     * @param size of its body, in bytes
     */
    public record DeadLetter(
            @Nullable String id,
            @Nullable Instant buried,
            @Nullable String origin,
            @Nullable String reason,
            long size) {}
}
