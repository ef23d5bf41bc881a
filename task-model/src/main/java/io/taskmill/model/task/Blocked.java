package io.taskmill.model.task;

import java.time.Duration;
import java.time.Instant;

/**
 * That workers which do not have a task's type have taken its command, one after the other.
 *
 * @param queued since when the task waits for a start, as its timeout in the queue counts
 * @param times how many have given it back since it was dispatched, or since a worker has announced its type
 */
public record Blocked(Instant queued, int times) {

    /** How long a task waits after the first of them. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** How long it waits at most, however often that happens. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    public Blocked {
        if (times < 0) {
            throw new IllegalArgumentException("blocked.times is " + times + " but must not be negative");
        }
    }

    /** One more worker has given it back. */
    Blocked onceMore() {
        return new Blocked(queued, times + 1);
    }

    /** A worker that has the type has come. */
    Blocked anew() {
        return new Blocked(queued, 0);
    }

    /** How long it waits until another worker is tried; twice as long each time. */
    Duration delay() {
        int doublings = Math.clamp(times - 1, 0, 5);
        Duration doubled = FIRST_WAIT.multipliedBy(1L << doublings);
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
