package io.taskmill.model.gate;

import io.taskmill.model.Claim;
import java.time.Duration;
import java.time.Instant;

/**
 * A task that holds a gate.
 *
 * @param submitted its age, as it was when it waited
 * @param since when the gate has let it in
 * @param asked when it was last told that it holds the gate, upon which it would give back what it does not want
 * @param displaced whether it was told to end, for a newer one
 */
public record Holder(Claim claim, Instant submitted, Instant since, Instant asked, boolean displaced) {

    /** How often a holder is asked. What ends gives back by itself: this is for what nobody has thought of. */
    static final Duration ASK_EVERY = Duration.ofMinutes(1);

    Instant askedAgain() {
        return asked.plus(ASK_EVERY);
    }

    Holder askedAt(Instant now) {
        return new Holder(claim, submitted, since, now, displaced);
    }

    Holder toEnd() {
        return new Holder(claim, submitted, since, asked, true);
    }
}
