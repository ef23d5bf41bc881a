package io.taskmill.simulator;

import java.time.Duration;

/**
 * Being away for a time.
 *
 * @param millis how long
 * @param how what whoever connects meanwhile meets
 */
public record Vanishing(long millis, How how) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** What a connection meets. */
    public enum How {
        /** Nothing listens. */
        REFUSE,
        /** It is accepted and closed without an answer. */
        DROP
    }

    public Vanishing {
        if (millis < 1 || millis > LONGEST.toMillis()) {
            throw Refusal.invalid("millis is " + millis + " but must be 1 to " + LONGEST.toMillis());
        }
    }
}
