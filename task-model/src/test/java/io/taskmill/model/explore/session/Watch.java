package io.taskmill.model.explore.session;

import io.taskmill.model.session.LeaseWatch;
import io.taskmill.model.session.LeaseWatch.Counted;
import io.taskmill.model.session.LeaseWatch.Sender;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LeaseWatch} as it can be in this world. There is one object for each, so that moments are compared quickly, and
 * what becomes of it is computed once. Its durations are spans from now.
 */
final class Watch {

    /** What lies longer ago than this makes no difference to any lease. */
    private static final Duration LONG_AGO =
            LeaseWatch.LEASE.plus(LeaseWatch.LONGEST_GAP.multipliedBy(2)).negated();

    private final LeaseWatch watch;
    private final All all;
    private @Nullable Watch renewed;
    private @Nullable Watch forgotten;
    private @Nullable Watch later;
    private final Map<Integer, Ticked> ticked = new HashMap<>();

    /** The watch afterwards, and whether the lease of the session is over. */
    record Ticked(Watch watch, boolean over) {}

    /** All watches of a world. */
    static final class All {
        private final SessionRules rules;
        private final Map<LeaseWatch, Watch> watches = new HashMap<>();

        All(SessionRules rules) {
            this.rules = rules;
        }

        /** A shard that has just been taken and knows of that session. */
        Watch anew() {
            return of(LeaseWatch.EMPTY.renewed(Shard.SESSION));
        }

        private Watch of(LeaseWatch watch) {
            return watches.computeIfAbsent(withoutSilence(watch), same -> new Watch(same, this));
        }
    }

    private Watch(LeaseWatch watch, All all) {
        this.watch = watch;
        this.all = all;
    }

    Watch renewed() {
        if (renewed == null) {
            renewed = all.of(watch.renewed(Shard.SESSION));
        }
        return renewed;
    }

    Watch forgotten() {
        if (forgotten == null) {
            forgotten = all.of(watch.forget(Shard.SESSION));
        }
        return forgotten;
    }

    /** The same, seen a step of time later. */
    Watch later() {
        if (later == null) {
            later = all.of(later(watch));
        }
        return later;
    }

    /** A tick was folded that its sender made so many steps of time ago. */
    Ticked tick(int sender, int age) {
        return ticked.computeIfAbsent(sender * (Beats.OLD + 1) + age, _ -> {
            LeaseWatch.Ticked after = all.rules.tick(watch, "sender-" + sender, Beats.STEP.multipliedBy(-age));
            return new Ticked(all.of(after.watch()), !after.over().isEmpty());
        });
    }

    private static LeaseWatch later(LeaseWatch watch) {
        Map<String, Sender> senders = new HashMap<>();
        watch.senders().forEach((name, sender) -> {
            Map<String, Counted> since = new HashMap<>();
            sender.since().forEach((session, counted) -> since.put(session, later(counted)));
            senders.put(name, new Sender(later(sender.last()), 0, since));
        });
        return new LeaseWatch(watch.sessions(), senders);
    }

    /** Of two senders none is ever dropped for its silence, so how long it is makes no difference. */
    private static LeaseWatch withoutSilence(LeaseWatch watch) {
        Map<String, Sender> senders = new HashMap<>();
        watch.senders().forEach((name, sender) -> senders.put(name, new Sender(sender.last(), 0, sender.since())));
        return new LeaseWatch(watch.sessions(), senders);
    }

    private static Counted later(Counted counted) {
        return counted.from() == null ? counted : new Counted(later(counted.from()));
    }

    private static Duration later(Duration span) {
        Duration older = span.minus(Beats.STEP);
        return older.compareTo(LONG_AGO) < 0 ? LONG_AGO : older;
    }
}
