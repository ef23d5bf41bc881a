package io.taskmill.it.audit;

import io.taskmill.it.ledger.LedgerEntry;
import io.taskmill.it.ledger.LedgerEntry.What;
import java.util.List;

/**
 * A run, from when it began until it was over.
 *
 * @param last what it wrote last, but for rounds
 * @param overMillis when it was over at the latest; {@code Long.MAX_VALUE} if nothing tells
 */
record Span(LedgerEntry start, LedgerEntry last, long overMillis) {

    /** The runs of a task in the order of their beginnings. */
    static List<Span> of(List<LedgerEntry> entries, Disturbances disturbances) {
        return entries.stream()
                .filter(entry -> entry.what() == What.START)
                .map(start -> of(start, entries, disturbances))
                .toList();
    }

    private static Span of(LedgerEntry start, List<LedgerEntry> entries, Disturbances disturbances) {
        LedgerEntry last = entries.stream()
                .filter(entry -> entry.run().equals(start.run()) && entry.what() != What.ROUND)
                .reduce(start, (_, later) -> later);
        long gone = disturbances.end(start.pid(), start.atMillis()).orElse(Long.MAX_VALUE);
        return new Span(start, last, Math.min(last.what() == What.START ? Long.MAX_VALUE : last.atMillis(), gone));
    }

    /** Whether it was not over then. */
    boolean isOpenAt(long atMillis) {
        return overMillis > atMillis;
    }
}
