package io.taskmill.model.rate;

import io.taskmill.model.Claim;
import io.taskmill.model.RateRule;
import io.taskmill.model.message.RateEvent;
import io.taskmill.model.message.RateEvent.ClaimRate;
import io.taskmill.model.message.RateEvent.RateTold;
import io.taskmill.model.message.RateEvent.ReturnRate;
import io.taskmill.model.rate.Rate.Granted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event makes of a rate. Pure. Each claim is given a time at once, in the order in which they come, so that
 * nobody has to wait to be told. A claim that is heard of twice is given two times, of which its task returns the second.
 */
public final class RateTransition {

    private RateTransition() {}

    /**
     * @param rate null if nothing is known of it
     * @return one whose {@code next} is null if nothing is to be known of it
     */
    public static Rate apply(@Nullable Rate rate, RateEvent event, Instant now) {
        Rate known = rate == null ? Rate.unknown(event.rate()) : rate;
        return switch (event) {
            case ClaimRate claim -> granted(known, claim, now);
            case ReturnRate unused -> returned(known, unused, now);
            case RateTold told -> told(known, told.entries());
        };
    }

    private static Rate granted(Rate rate, ClaimRate event, Instant now) {
        List<Instant> unused =
                rate.returned().stream().filter(at -> at.isAfter(now)).toList();
        List<Granted> outbox = new ArrayList<>(rate.outbox());
        outbox.removeIf(known -> known.claim().equals(event.claim()));
        if (!unused.isEmpty()) {
            outbox.add(new Granted(event.claim(), unused.getFirst()));
            return new Rate(rate.key(), rate.next(), unused.subList(1, unused.size()), outbox, rate.returns());
        }
        RateRule rule = event.rule();
        Duration interval = rule.period().dividedBy(rule.count());
        Instant even = rate.next() == null || rate.next().isBefore(now) ? now : rate.next();
        Instant earliest = even.minus(interval.multipliedBy(rule.burst() - 1L));
        outbox.add(new Granted(event.claim(), wholeMillis(earliest.isBefore(now) ? now : earliest)));
        return new Rate(rate.key(), even.plus(interval), unused, outbox, rate.returns());
    }

    /** Not earlier, and as documents keep it. */
    private static Instant wholeMillis(Instant at) {
        Instant whole = at.truncatedTo(ChronoUnit.MILLIS);
        return whole.equals(at) ? at : whole.plusMillis(1);
    }

    private static Rate returned(Rate rate, ReturnRate event, Instant now) {
        Claim claim = event.claim();
        boolean useless = rate.returns().contains(claim)
                || rate.next() == null
                || !event.at().isAfter(now)
                || rate.returned().size() == Rate.MOST_RETURNED;
        if (useless) {
            return rate;
        }
        List<Instant> unused = new ArrayList<>(rate.returned());
        unused.add(event.at());
        unused.sort(Instant::compareTo);
        List<Claim> returns = new ArrayList<>(rate.returns());
        returns.add(claim);
        if (returns.size() > Rate.REMEMBERED) {
            returns.removeFirst();
        }
        return new Rate(rate.key(), rate.next(), unused, rate.outbox(), returns);
    }

    private static Rate told(Rate rate, Set<String> entries) {
        return new Rate(
                rate.key(),
                rate.next(),
                rate.returned(),
                rate.outbox().stream()
                        .filter(granted -> !entries.contains(granted.id()))
                        .toList(),
                rate.returns());
    }
}
