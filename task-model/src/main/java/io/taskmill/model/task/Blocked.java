package io.taskmill.model.task;

import io.taskmill.model.TaskId;
import java.time.Duration;
import java.time.Instant;

/**
 * That workers which do not have a task's type, or know that it is paused, have taken its command, one after the other.
 *
 * @param queued since when the task waits for a start, as its timeout in the queue counts
 * @param times how many have given it back since it was dispatched, or since it was tried again on good grounds
 * @param paused whether the last of them did so because the type is paused
 */
public record Blocked(Instant queued, int times, boolean paused) {

    /** How long a task waits after the first of them. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** How long it waits at most for want of its type, however often that happens. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /**
     * How long it waits at least while its type is paused, in case that nobody comes upon it once that is over. Many may wait
     * so, which is why it is long, and some wait longer than others, up to twice as long.
     */
    static final Duration PAUSED_WAIT = Duration.ofMinutes(5);

    public Blocked {
        if (times < 0) {
            throw new IllegalArgumentException("blocked.times is " + times + " but must not be negative");
        }
    }

    /** For want of the type. */
    public Blocked(Instant queued, int times) {
        this(queued, times, false);
    }

    /** One more worker has given it back. */
    Blocked onceMore(boolean forPause) {
        return new Blocked(queued, times + 1, forPause);
    }

    /** A worker that has the type has come, or the type is paused no more. */
    Blocked anew() {
        return new Blocked(queued, 0, paused);
    }

    /** How long it waits until another worker is tried: twice as long each time, unless it is paused. */
    Duration delay(TaskId task) {
        if (paused) {
            return PAUSED_WAIT.plusMillis(Math.floorMod(task.hashCode(), PAUSED_WAIT.toMillis()));
        }
        int doublings = Math.clamp(times - 1, 0, 5);
        Duration doubled = FIRST_WAIT.multipliedBy(1L << doublings);
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
