package io.taskmill.model.plan;

import java.time.Instant;
import java.util.Optional;

/** Knows when a timing fires. Pure: the same timing and instant always give the same firing. */
@FunctionalInterface
public interface Firings {

    /**
     * The first firing after an instant, in whole milliseconds; empty if there is none.
     *
     * @throws IllegalArgumentException if the timing is none that can be read
     */
    Optional<Instant> after(Timing timing, Instant instant);
}
