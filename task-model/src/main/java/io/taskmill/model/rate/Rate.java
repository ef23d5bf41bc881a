package io.taskmill.model.rate;

import io.taskmill.model.Claim;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rate as it is known: a leaky bucket in its virtual scheduling form, the generic cell rate algorithm of ITU-T I.371, of
 * which nothing is kept but when the next one may come.
 *
 * @param key which all tasks have in common that it holds back
 * @param next when the next one would come if they came evenly; null if none ever has
 * @param returned times that were given to tasks which do not use them, the earliest first; at most {@value #MOST_RETURNED}
 * @param outbox what tasks are to be told
 * @param returns the latest claims that gave theirs back, which do not count when they are heard of once more
 */
public record Rate(
        String key, @Nullable Instant next, List<Instant> returned, List<Granted> outbox, List<Claim> returns) {

    static final int MOST_RETURNED = 1_000;
    static final int REMEMBERED = 32;

    /** A task may be let go at that time. */
    public record Granted(Claim claim, Instant at) {
        public String id() {
            return "rate-" + claim.text();
        }
    }

    public Rate {
        returned = List.copyOf(returned);
        outbox = List.copyOf(outbox);
        returns = List.copyOf(returns);
    }

    static Rate unknown(String key) {
        return new Rate(key, null, List.of(), List.of(), List.of());
    }

    /** Whether it says no more than one of which nothing is known. */
    public boolean isIdle(Instant now) {
        return outbox.isEmpty() && (next == null || !next.isAfter(now));
    }
}
