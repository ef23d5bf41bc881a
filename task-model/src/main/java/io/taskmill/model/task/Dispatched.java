package io.taskmill.model.task;

import java.time.Duration;
import java.time.Instant;

/**
 * The command of a queued task that is taken to lie in its work queue.
 *
 * @param at when it was folded that the command is on its way, or was published once more, by the folding projector's
 *     clock
 * @param repeats how often it was published once more because it seemed to be lost
 */
public record Dispatched(Instant at, int repeats) {

    /** A command is not missed sooner; with each repetition twice as late. */
    public static final Duration MISSED_AFTER = Duration.ofMinutes(1);

    /** Two minutes times this many doublings are more than a day: then it is asked once a day. */
    private static final int DOUBLINGS = 11;

    public Dispatched {
        if (repeats < 0) {
            throw new IllegalArgumentException("repeats is " + repeats + " but must not be negative");
        }
    }

    static Dispatched first(Instant now) {
        return new Dispatched(now, 0);
    }

    Dispatched repeated(Instant now) {
        return new Dispatched(now, repeats + 1);
    }

    /** From when on the command may be taken for lost, if there is reason to. */
    public Instant missedFrom() {
        return at.plus(MISSED_AFTER.multipliedBy(1L << Math.min(repeats, DOUBLINGS)));
    }
}
