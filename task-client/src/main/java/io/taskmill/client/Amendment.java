package io.taskmill.client;

import io.taskmill.client.Submission.Start;
import org.jspecify.annotations.Nullable;

/**
 * What a pending task is to wait for instead. What is null stays as it is; something must not be.
 *
 * @param start when it may start
 * @param priority {@code high}, {@code normal} or {@code low}
 * @param pool whose workers are to run it
 */
public record Amendment(
        @Nullable Start start,
        @Nullable String priority,
        @Nullable String pool) {

    public Amendment {
        if (start == null && priority == null && pool == null) {
            throw new IllegalArgumentException("an amendment must change something: its start, priority or pool");
        }
    }
}
