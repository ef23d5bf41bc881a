package io.taskmill.model.explore.session;

import io.taskmill.model.session.LeaseWatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of its session. Ages count in steps of time from the sending of a heartbeat; one of {@link #OLD} is past
 * any lease.
 *
 * @param connected whether its control queue is there
 * @param over whether it was told that its session is over
 * @param pending the ages of those heartbeats that the broker has not taken yet, as a set
 * @param unconfirmed the age of the latest that the broker has taken but not confirmed; {@link #OLD} if there is none
 * @param confirmed the age of the latest that it has confirmed
 * @param lapsed whether the worker's own lease was ever over
 */
record Beats(
        boolean alive, boolean connected, boolean over, int pending, int unconfirmed, int confirmed, boolean lapsed) {

    static final Duration STEP = LeaseWatch.LONGEST_GAP;
    static final int OLD = (int) LeaseWatch.LEASE.dividedBy(STEP);

    /** The first heartbeat is confirmed before anything runs in a session. */
    static final Beats OPENED = new Beats(true, true, false, 0, OLD, 0, false);

    boolean leaseStands() {
        return alive && confirmed < OLD;
    }

    boolean beating() {
        return alive && !over;
    }

    /** The broker takes the oldest of them. */
    Beats taken() {
        int age = 31 - Integer.numberOfLeadingZeros(pending);
        return new Beats(
                alive, connected, over, (pending & ~(1 << age)), Math.min(unconfirmed, age), confirmed, lapsed);
    }

    Beats confirming() {
        return new Beats(alive, connected, over, pending, OLD, Math.min(confirmed, unconfirmed), lapsed);
    }

    Beats dead() {
        return new Beats(false, false, over, 0, OLD, OLD, true);
    }

    Beats told() {
        return new Beats(alive, connected, true, pending, unconfirmed, confirmed, lapsed);
    }

    Beats connected(boolean now) {
        return new Beats(alive, now, over, pending, unconfirmed, confirmed, lapsed);
    }

    /** A step of time later, and with another heartbeat on its way if it beats. */
    Beats later(boolean beats) {
        int older = pending << 1;
        int beyond = 1 << (OLD + 1);
        int kept = older < beyond ? older : (older & ~beyond) | (1 << OLD);
        int age = Math.min(confirmed + 1, OLD);
        return new Beats(
                alive,
                connected,
                over,
                beats ? kept | 1 : kept,
                Math.min(unconfirmed + 1, OLD),
                age,
                lapsed || age == OLD);
    }

    /** As any record's, but quick. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Beats beats && number() == beats.number();
    }

    @Override
    public int hashCode() {
        return number() * 0x9E3779B9;
    }

    private int number() {
        int ages = (pending * (OLD + 1) + unconfirmed) * (OLD + 1) + confirmed;
        return ages * 16 + (alive ? 8 : 0) + (connected ? 4 : 0) + (over ? 2 : 0) + (lapsed ? 1 : 0);
    }
}
