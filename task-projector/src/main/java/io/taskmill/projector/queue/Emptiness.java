package io.taskmill.projector.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What looks at a work queue have shown. A command that was in the queue before it was seen empty twice has been taken
 * by a worker in between, whose START is then on its way, or is lost.
 *
 * @param seen the last look that found nothing, after which no look has found anything
 * @param proven the last time the queue held nothing, shown by a second look or by its absence
 */
record Emptiness(@Nullable Look seen, @Nullable Proof proven) {

    /** A worker gives back within a second what it cannot start: then it is in the queue at the second look. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    static final Emptiness UNKNOWN = new Emptiness(null, null);

    /**
     * One look.
     *
     * @param at by the projector's clock, which also tells when tasks were dispatched
     * @param uptime the same instant by the replica's monotonic clock
     */
    record Look(Instant at, Duration uptime) {}

    /**
     * @param empty the look that found nothing
     * @param shownAt the uptime at which that was certain: whatever was published before must be folded before a task
     *     that still waits is known to wait in vain
     */
    record Proof(Look empty, Duration shownAt) {}

    /** @param ready the messages that the look found; empty if the queue was missing and has been declared again */
    Emptiness looked(Look look, OptionalInt ready) {
        if (ready.isEmpty()) {
            return new Emptiness(look, new Proof(look, look.uptime()));
        }
        if (ready.getAsInt() > 0) {
            return new Emptiness(null, proven);
        }
        if (seen == null) {
            return new Emptiness(look, proven);
        }
        return look.uptime().minus(seen.uptime()).compareTo(BETWEEN_LOOKS) < 0
                ? this
                : new Emptiness(look, new Proof(seen, look.uptime()));
    }
}
