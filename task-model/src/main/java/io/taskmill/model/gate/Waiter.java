package io.taskmill.model.gate;

import io.taskmill.model.Claim;
import io.taskmill.model.Priority;
import java.time.Instant;
import java.util.Comparator;

/**
 * A task that waits for a gate.
 *
 * @param submitted when it might have run first
 */
public record Waiter(Claim claim, Priority priority, Instant submitted) {

    /** By priority, then by age; ids make it one order of all. */
    static final Comparator<Waiter> ORDER = Comparator.comparing(Waiter::priority)
            .thenComparing(Waiter::submitted)
            .thenComparing(waiter -> waiter.claim().task().value());
}
