package io.taskmill.model.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures the leases of one shard's sessions against ticks. A lease is a span between ticks of one sender, counted
 * from that sender's second tick after the heartbeat, so that no two machines' clocks are ever compared; and a sender
 * whose ticks have a gap starts counting anew, so that a stalled broker, store or projector never makes a session look
 * lost. An immutable value.
 *
 * @param sessions those whose lease runs
 * @param senders what each sender of ticks has counted, by its name
 */
public record LeaseWatch(List<String> sessions, Map<String, Sender> senders) {

    /** What a session may stay silent for. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    /** A longer pause between two ticks of one sender shows that something stalled. */
    public static final Duration LONGEST_GAP = Duration.ofSeconds(3);

    /**
     * Beyond this many senders the one that was silent longest in terms of ticks is dropped: as many as there can be
     * shards, since more replicas than shards have nothing to do.
     */
    static final int MAX_SENDERS = 1024;

    public static final LeaseWatch EMPTY = new LeaseWatch(List.of(), Map.of());

    /**
     * One sender's count.
     *
     * @param last its last tick
     * @param silentFor how many ticks of others came since
     * @param since for each session the tick that its lease is counted from; a session is here from the first tick after
     *     its heartbeat, with its value empty until the second
     */
    public record Sender(Duration last, int silentFor, Map<String, Counted> since) {
        public Sender {
            since = Map.copyOf(since);
        }
    }

    /** @param from null until the second tick after the heartbeat */
    public record Counted(@Nullable Duration from) {}

    /** The watch afterwards, and the sessions whose lease is over; these are watched no longer. */
    public record Ticked(LeaseWatch watch, List<String> over) {}

    public LeaseWatch {
        sessions = List.copyOf(sessions);
        senders = Map.copyOf(senders);
    }

    /** A heartbeat was folded, or the session is heard of for the first time. */
    public LeaseWatch renewed(String session) {
        List<String> watched = sessions;
        if (!sessions.contains(session)) {
            watched = new ArrayList<>(sessions);
            watched.add(session);
        }
        return new LeaseWatch(watched, withoutCountsOf(List.of(session)));
    }

    /** The session's lease is to be measured, as it is already or from now on, without being renewed. */
    public LeaseWatch watching(String session) {
        return sessions.contains(session) ? this : renewed(session);
    }

    /** The session is over, by whatever way. */
    public LeaseWatch forget(String session) {
        return forget(List.of(session));
    }

    private LeaseWatch forget(List<String> gone) {
        return new LeaseWatch(
                sessions.stream().filter(session -> !gone.contains(session)).toList(), withoutCountsOf(gone));
    }

    private Map<String, Sender> withoutCountsOf(List<String> gone) {
        Map<String, Sender> counts = new HashMap<>();
        senders.forEach((name, sender) -> {
            Map<String, Counted> since = new HashMap<>(sender.since());
            gone.forEach(since::remove);
            counts.put(name, new Sender(sender.last(), sender.silentFor(), since));
        });
        return counts;
    }

    /** A tick was folded. */
    public Ticked tick(String name, Duration uptime) {
        Sender before = senders.get(name);
        if (before != null && before.last().equals(uptime)) {
            return new Ticked(this, List.of()); // the same tick once more
        }
        Map<String, Counted> counted = before == null || stalled(before.last(), uptime) ? Map.of() : before.since();
        Map<String, Counted> since = new HashMap<>();
        List<String> over = new ArrayList<>();
        for (String session : sessions) {
            Counted count = counted.get(session);
            since.put(session, next(count, uptime));
            if (count != null
                    && count.from() != null
                    && uptime.minus(count.from()).compareTo(LEASE) >= 0) {
                over.add(session);
            }
        }
        LeaseWatch ticked = new LeaseWatch(sessions, othersAndThis(name, new Sender(uptime, 0, since)));
        return new Ticked(over.isEmpty() ? ticked : ticked.forget(over), over);
    }

    private static boolean stalled(Duration last, Duration uptime) {
        Duration gap = uptime.minus(last);
        return gap.isNegative() || gap.compareTo(LONGEST_GAP) > 0;
    }

    private static Counted next(@Nullable Counted count, Duration uptime) {
        if (count == null) {
            return new Counted(null);
        }
        return count.from() == null ? new Counted(uptime) : count;
    }

    private Map<String, Sender> othersAndThis(String name, Sender ticking) {
        Map<String, Sender> next = new HashMap<>();
        senders.forEach(
                (other, sender) -> next.put(other, new Sender(sender.last(), sender.silentFor() + 1, sender.since())));
        next.put(name, ticking);
        if (next.size() > MAX_SENDERS) {
            next.entrySet().stream()
                    .max(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.silentFor(), b.silentFor())))
                    .ifPresent(silent -> next.remove(silent.getKey()));
        }
        return next;
    }
}
