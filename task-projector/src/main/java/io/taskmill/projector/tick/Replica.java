package io.taskmill.projector.tick;

import java.time.Duration;

/**
 * This replica as its ticks tell it.
 *
 * @param name drawn at each start, since the uptime begins anew
 * @param origin nanoseconds of the monotonic clock when it started
 */
public record Replica(String name, long origin) {

    /** A replica that starts now. */
    public static Replica starting(String name) {
        return new Replica(name, System.nanoTime());
    }

    /** Since the start, by this process's monotonic clock. */
    public Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - origin);
    }
}
