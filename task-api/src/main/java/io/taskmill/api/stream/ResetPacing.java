package io.taskmill.api.stream;

import java.time.Duration;

/** Merges resets that come close together: each makes every reader list again. Used under a lock, or by one thread. */
final class ResetPacing {

    /** Shards change hands within a second of each other. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private boolean due;
    private boolean any;
    private long last;

    /**
     * Something was missed.
     *
     * @param now in nanoseconds
     * @return after how many nanoseconds to call {@link #happens} and reset; negative if one is due anyway
     */
    long missed(long now) {
        if (due) {
            return -1;
        }
        due = true;
        return any ? Math.max(0, last + PAUSE.toNanos() - now) : 0;
    }

    /** The reset that was due is made now: what is missed from now on needs another one. */
    void happens(long now) {
        due = false;
        any = true;
        last = now;
    }
}
