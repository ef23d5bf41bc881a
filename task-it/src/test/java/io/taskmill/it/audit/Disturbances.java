package io.taskmill.it.audit;

import io.taskmill.it.audit.Disturbance.Effect;
import io.taskmill.it.ledger.LedgerEntry;
import java.util.List;
import java.util.OptionalLong;

/** All that was done to the system, and what it excuses. */
record Disturbances(List<Disturbance> all) {

    /** After a lease and what it takes to tell, a disturbance has no further consequence for runs that go on. */
    private static final long AFTERMATH_MILLIS = 30_000;

    /** Within this time whoever wakes is told, and has stopped. */
    private static final long TOLD_AFTER_MILLIS = 5_000;

    private static final long LEASE_MILLIS = 15_000;

    /** A strict run is stopped two seconds before the lease ends, of which a heartbeat's time may be gone. */
    private static final long STRICT_ENDS_BEFORE_MILLIS = 5_000;

    Disturbances {
        all = List.copyOf(all);
    }

    /** When a process was gone; empty if it was not. */
    OptionalLong end(long pid, long after) {
        return all.stream()
                .filter(each -> each.effect() == Effect.ENDED && each.pid() == pid && each.fromMillis() >= after)
                .mapToLong(Disturbance::fromMillis)
                .min();
    }

    /** A process that is frozen for about its lease cannot keep to it; it is stopped as soon as it wakes. */
    boolean outlivedItsLease(long pid, long from, long to) {
        return all.stream()
                .anyMatch(each -> each.effect() == Effect.FROZEN
                        && each.pid() == pid
                        && each.toMillis() - each.fromMillis() > LEASE_MILLIS - STRICT_ENDS_BEFORE_MILLIS
                        && each.overlaps(from, to + TOLD_AFTER_MILLIS));
    }

    /**
     * A process that was frozen begins what lay in its connection, and goes on with what others may have: it is stopped when
     * it is told, and what it has left until then may be refused.
     */
    boolean hasWoken(LedgerEntry entry) {
        return all.stream()
                .anyMatch(each -> each.effect() == Effect.FROZEN
                        && each.pid() == entry.pid()
                        && each.overlaps(entry.atMillis() - TOLD_AFTER_MILLIS, entry.atMillis()));
    }

    /** Whether anything was wrong then, or shortly before. */
    boolean reach(long from, long to) {
        return all.stream().anyMatch(each -> each.overlaps(from - AFTERMATH_MILLIS, to));
    }

    /** When a process was first given a wrong clock; {@code Long.MAX_VALUE} if none was. */
    long firstWrongClock() {
        return all.stream()
                .filter(Disturbance::isOfAClock)
                .mapToLong(Disturbance::fromMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
