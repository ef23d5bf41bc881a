package io.taskmill.messaging;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt to reach the broker: short at first, doubling, jittered, bounded. */
public final class Backoff {

    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(3);

    private final RandomGenerator random;
    private int failures;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next pause: between half and all of what the number of failures so far calls for. */
    public Duration next() {
        long full = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, 10));
        failures++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    /** It worked: the next failure is a first one again. */
    public void reset() {
        failures = 0;
    }
}
