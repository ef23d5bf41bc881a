package io.taskmill.model.gate;

import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One gate as it is known.
 *
 * @param key which all tasks have in common that pass it
 * @param declared what the type of the latest claim says of it; null as long as there was none
 * @param limited what somebody has set instead of the declared limit; null if nobody has
 * @param holders the tasks that hold it, the first ones first; invariant 8: never more than the limit when one was added
 * @param waiting those that are next, in their order; at most {@value #MOST_WAITING}
 * @param forgotten whether more wait than it remembers, which are found in their own documents
 * @param outbox what tasks are to be told
 * @param released the latest claims that were given back, which do not count when they are heard of once more
 * @param applied the ids of the last commands of users
 * @param idle since when there is nothing to know of it but what a claim says; null while there is
 */
public record Gate(
        String key,
        @Nullable GateRule declared,
        @Nullable Limited limited,
        List<Holder> holders,
        List<Waiter> waiting,
        boolean forgotten,
        List<GateNotice> outbox,
        List<Claim> released,
        List<String> applied,
        @Nullable Instant idle) {

    /** So many of those that wait stand in its document. */
    public static final int MOST_WAITING = 1_000;

    /** With fewer it looks for those that it has forgotten. */
    public static final int FEW_WAITING = 200;

    static final int REMEMBERED = 32;

    /**
     * Another limit than its type's.
     *
     * @param limit 0 lets nobody pass
     */
    public record Limited(int limit, @Nullable String actor, Instant at) {}

    public Gate {
        holders = List.copyOf(holders);
        waiting = List.copyOf(waiting);
        outbox = List.copyOf(outbox);
        released = List.copyOf(released);
        applied = List.copyOf(applied);
        if (waiting.size() > MOST_WAITING) {
            throw new IllegalArgumentException("gate '" + key + "' remembers " + waiting.size() + " that wait");
        }
    }

    static Gate unknown(String key) {
        return new Gate(key, null, null, List.of(), List.of(), false, List.of(), List.of(), List.of(), null);
    }

    /** How many tasks may hold it; 0 as long as nothing is known of it. */
    public int limit() {
        if (limited != null) {
            return limited.limit();
        }
        return declared == null ? 0 : declared.limit();
    }

    boolean isFull() {
        return holders.size() >= limit();
    }

    /** Whether one more could come in at once whose type says that of the gate. */
    public boolean hasRoomFor(GateRule rule) {
        return waiting.isEmpty() && !forgotten && holders.size() < (limited == null ? rule.limit() : limited.limit());
    }

    /** Whether it has to look for tasks that it has forgotten. */
    public boolean looksForWaiting() {
        return forgotten && waiting.size() < FEW_WAITING;
    }

    /** The same, with since when it is idle. */
    Gate at(Instant now) {
        Instant since = hasNothing() ? now : null;
        return new Gate(key, declared, limited, holders, waiting, forgotten, outbox, released, applied, since);
    }

    private boolean hasNothing() {
        return holders.isEmpty() && waiting.isEmpty() && !forgotten && outbox.isEmpty() && limited == null;
    }

    /** When its holders are to be asked whether they still hold it; empty if nobody does. */
    public Optional<Instant> due() {
        return holders.stream().map(Holder::askedAgain).min(Instant::compareTo);
    }
}
