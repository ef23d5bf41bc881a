package io.taskmill.messaging;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: short at first, doubling, jittered, bounded. Used by one thread at a time. */
public final class Backoff {

    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(3);

    private final RandomGenerator random;
    private final Duration first;
    private final Duration longest;
    private int failures;

    /** For what fails on a connection that is open; how long it takes to connect is {@link BrokerConnection}'s matter. */
    public Backoff(RandomGenerator random) {
        this(random, FIRST, LONGEST);
    }

    Backoff(RandomGenerator random, Duration first, Duration longest) {
        this.random = random;
        this.first = first;
        this.longest = longest;
    }

    /** The next pause: between half and all of what the number of failures so far calls for. */
    public Duration next() {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 10));
        failures++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    /** It worked: the next failure is a first one again. */
    public void reset() {
        failures = 0;
    }
}
