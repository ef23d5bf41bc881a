package io.taskmill.model.schedule;

import io.taskmill.model.plan.CatchUp;
import io.taskmill.model.plan.Firings;
import io.taskmill.model.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Firings whose time has long passed. However many there are, only so many are looked at.
 *
 * @param latest of them, in order; at most {@value #MOST_CAUGHT_UP}
 * @param count how many there are; at least that if there are more than {@value #MOST_COUNTED}
 */
record Missed(List<Instant> latest, long count) {

    static final int MOST_CAUGHT_UP = 1_000;
    static final int MOST_COUNTED = 10_000;

    /**
     * Those of a plan after one instant and before another; there is one at least.
     *
     * @param after the last one that is decided
     */
    static Missed between(Plan plan, Firings firings, Instant after, Instant before) {
        List<Instant> first = list(plan, firings, after, before, MOST_COUNTED);
        if (first.size() < MOST_COUNTED) {
            return new Missed(tail(first), first.size());
        }
        return new Missed(tail(backFrom(plan, firings, after, before)), MOST_COUNTED);
    }

    /** Looks back as far as it takes; the timing tells only what comes next. */
    private static List<Instant> backFrom(Plan plan, Firings firings, Instant after, Instant before) {
        Duration back = Duration.ofSeconds(MOST_CAUGHT_UP);
        while (true) {
            Instant from = before.minus(back);
            boolean all = !from.isAfter(after);
            List<Instant> found = list(plan, firings, all ? after : from, before, Integer.MAX_VALUE);
            if (all || found.size() >= MOST_CAUGHT_UP) {
                return found;
            }
            back = back.multipliedBy(2);
        }
    }

    private static List<Instant> list(Plan plan, Firings firings, Instant after, Instant before, int most) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = plan.next(after, firings);
        while (next.isPresent() && next.get().isBefore(before) && found.size() < most) {
            found.add(next.get());
            next = plan.next(next.get(), firings);
        }
        return found;
    }

    private static List<Instant> tail(List<Instant> found) {
        return List.copyOf(found.subList(Math.max(0, found.size() - MOST_CAUGHT_UP), found.size()));
    }

    /** The latest one. */
    Instant last() {
        return latest.getLast();
    }

    /** Those that are made up for. */
    List<Instant> caughtUp(CatchUp catchUp, Instant now) {
        return switch (catchUp.mode()) {
            case NONE -> List.of();
            case ONE -> List.of(last());
            case ALL -> {
                Duration window = catchUp.window();
                yield latest.stream()
                        .filter(firing -> window == null || !firing.isBefore(now.minus(window)))
                        .toList();
            }
        };
    }
}
