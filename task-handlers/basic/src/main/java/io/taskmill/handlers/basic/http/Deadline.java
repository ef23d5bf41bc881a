package io.taskmill.handlers.basic.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Until when a call may last. */
final class Deadline {

    private final LongSupplier nanoTime;
    private final long start;
    private final Duration limit;

    /** @param nanoTime as {@link System#nanoTime} */
    Deadline(Duration limit, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** Negative once it is over. */
    Duration remaining() {
        return limit.minus(elapsed());
    }

    boolean isOver() {
        return !remaining().isPositive();
    }
}
