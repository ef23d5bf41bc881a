package io.taskmill.runtime.intake;

import java.time.Duration;

/**
 * How many commands are fetched ahead of free slots: what the worker starts in a quarter of a second, if that is at least
 * one for each slot. So short runs need not wait for the broker, and long ones leave what cannot start to other workers.
 * Confined by its owner.
 */
final class Headroom {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration AHEAD = Duration.ofMillis(250);
    static final int MOST = 1_000;

    private final int slots;
    private long since;
    private boolean counting;
    private int starts;
    private int current;

    Headroom(int slots) {
        this.slots = slots;
    }

    void started() {
        starts++;
    }

    /** Follows the starts of the last second. */
    int at(long now) {
        if (!counting) {
            counting = true;
            since = now;
        }
        long passed = now - since;
        if (passed >= WINDOW.toNanos()) {
            long wanted = starts * AHEAD.toNanos() / passed;
            current = wanted < slots ? 0 : (int) Math.min(MOST, wanted);
            starts = 0;
            since = now;
        }
        return current;
    }
}
