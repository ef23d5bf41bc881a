package io.taskmill.runtime.intake;

import java.time.Duration;

/**
 * How many commands a lane holds beyond one for each slot: what it starts in a quarter of a second. Ended runs hold their
 * commands until their end is confirmed, so short runs need more than there are slots, or their priority falls behind its
 * share; long ones need none, and what waited here in vain would have to be given back. Confined by its owner.
 */
final class Headroom {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration AHEAD = Duration.ofMillis(250);
    static final int MOST = 1_000;

    private long since;
    private boolean counting;
    private int starts;
    private int current;

    void started() {
        starts++;
    }

    /** Follows the starts of the last second; changes only by half or more, since each change costs the broker a word. */
    int at(long now) {
        if (!counting) {
            counting = true;
            since = now;
        }
        long passed = now - since;
        if (passed >= WINDOW.toNanos()) {
            int wanted = (int) Math.min(MOST, starts * AHEAD.toNanos() / passed);
            if (wanted >= 2 * current || wanted <= current / 2) {
                current = wanted;
            }
            starts = 0;
            since = now;
        }
        return current;
    }
}
