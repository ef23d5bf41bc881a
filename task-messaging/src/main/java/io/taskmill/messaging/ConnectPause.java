package io.taskmill.messaging;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a connection may be tried again: after a failed attempt, and after a connection that stood has broken, so that
 * the processes that a broker loses together come back one after the other.
 *
 * <p>Pauses are drawn between half and all of 250 ms at first, of the double after each further failure, and of 1.5 s at
 * most. The bound is what two workers may at most come back apart of each other (as long as attempts fail at once): the
 * START of a redelivered command is granted after 2 s when the command's first receiver has not told its own START, and
 * a first receiver that came back later would find its living run taken for one that never began.
 *
 * <p>Times are of {@link System#nanoTime}. Not safe for several threads.
 */
final class ConnectPause {

    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofMillis(1_500);

    private final Backoff backoff;
    private boolean pausing;
    private long over;
    private long connectedAt;
    private String reason = "never connected";

    ConnectPause(RandomGenerator random) {
        this.backoff = new Backoff(random, FIRST, LONGEST);
    }

    /** It did not work. */
    void failed(String why, long now) {
        pausing = true;
        reason = why;
        over = now + backoff.next().toNanos();
    }

    void connected(long now) {
        pausing = false;
        connectedAt = now;
    }

    /** A connection that broke sooner than the longest pause is one more failure: a broker may refuse like that, too. */
    void broke(String why, long now) {
        if (now - connectedAt >= LONGEST.toNanos()) {
            backoff.reset();
        }
        failed(why, now);
    }

    /** How long not to connect from now on; never negative. */
    Duration left(long now) {
        return pausing ? Duration.ofNanos(Math.max(0, over - now)) : Duration.ZERO;
    }

    /** Why there is a pause. */
    String reason() {
        return reason;
    }
}
