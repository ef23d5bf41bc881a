package io.taskmill.model.gate;

import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import io.taskmill.model.TaskId;
import io.taskmill.model.gate.Gate.Limited;
import io.taskmill.model.message.GateEvent.ClaimGate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gate while one event changes it. */
final class GateDraft {

    private final String key;
    private @Nullable GateRule declared;
    private @Nullable Limited limited;
    private final List<Holder> holders;
    private final List<Waiter> waiting;
    private boolean forgotten;
    private final List<GateNotice> outbox;
    private final List<Claim> released;
    private final List<String> applied;
    private final @Nullable Instant idle;

    GateDraft(Gate gate) {
        key = gate.key();
        declared = gate.declared();
        limited = gate.limited();
        holders = new ArrayList<>(gate.holders());
        waiting = new ArrayList<>(gate.waiting());
        forgotten = gate.forgotten();
        outbox = new ArrayList<>(gate.outbox());
        released = new ArrayList<>(gate.released());
        applied = new ArrayList<>(gate.applied());
        idle = gate.idle();
    }

    Gate toGate() {
        return new Gate(key, declared, limited, holders, waiting, forgotten, outbox, released, applied, idle);
    }

    void declared(GateRule rule) {
        declared = rule;
    }

    void limited(@Nullable Limited limit, String command) {
        limited = limit;
        applied.add(command);
        if (applied.size() > Gate.REMEMBERED) {
            applied.removeFirst();
        }
    }

    /** What the task claims in an earlier epoch it has given back, or it would not claim anew. */
    void withoutEarlier(Claim claim) {
        remove(known -> known.task().equals(claim.task()) && known.epoch() < claim.epoch());
    }

    void released(Claim claim) {
        remove(known -> known.task().equals(claim.task()) && known.epoch() <= claim.epoch());
        released.remove(claim);
        released.add(claim);
        if (released.size() > Gate.REMEMBERED) {
            released.removeFirst();
        }
    }

    private void remove(Predicate<Claim> gone) {
        holders.removeIf(holder -> gone.test(holder.claim()));
        waiting.removeIf(waiter -> gone.test(waiter.claim()));
        outbox.removeIf(notice -> gone.test(notice.claim()));
    }

    /** It waits in its place; of very many the last is forgotten. */
    void waits(ClaimGate claim) {
        waiting.removeIf(known -> known.claim().equals(claim.claim()));
        waiting.add(new Waiter(claim.claim(), claim.priority(), claim.since()));
        waiting.sort(Waiter.ORDER);
        if (waiting.size() > Gate.MOST_WAITING) {
            waiting.removeLast();
            forgotten = true;
        }
    }

    void forgotten(boolean more) {
        forgotten = more;
    }

    /** Whoever is next comes in, as long as there is room. */
    void fill(Instant now) {
        int limit = toGate().limit();
        while (holders.size() < limit && !waiting.isEmpty()) {
            Waiter next = waiting.removeFirst();
            holders.add(new Holder(next.claim(), next.submitted(), now, now, false));
            tell(new GateNotice.Grant(next.claim()));
        }
    }

    void refused(Claim claim) {
        TaskId holder = holders.isEmpty() ? null : holders.getFirst().claim().task();
        tell(new GateNotice.Refuse(claim, holder));
    }

    /** Of those that wait only the newest one goes on doing so. */
    void keepNewestWaiting() {
        displaceWaiting(waiting.stream().max(Comparator.comparing(Waiter::submitted)).stream()
                .map(Waiter::claim)
                .toList());
    }

    /** Of all that hold it or wait only as many go on as there is room for: the newest. */
    void keepNewest() {
        Stream<Dated> in = holders.stream()
                .filter(holder -> !holder.displaced())
                .map(holder -> new Dated(holder.claim(), holder.submitted()));
        Stream<Dated> before = waiting.stream().map(waiter -> new Dated(waiter.claim(), waiter.submitted()));
        List<Claim> kept = Stream.concat(in, before)
                .sorted(Comparator.comparing(Dated::submitted).reversed())
                .limit(Math.max(1, toGate().limit()))
                .map(Dated::claim)
                .toList();
        displaceWaiting(kept);
        TaskId newest = kept.getFirst().task();
        holders.replaceAll(holder -> {
            if (holder.displaced() || kept.contains(holder.claim())) {
                return holder;
            }
            tell(new GateNotice.Displace(holder.claim(), newest));
            return holder.toEnd();
        });
    }

    private record Dated(Claim claim, Instant submitted) {}

    private void displaceWaiting(List<Claim> kept) {
        for (Waiter waiter : List.copyOf(waiting)) {
            if (!kept.contains(waiter.claim())) {
                waiting.remove(waiter);
                tell(new GateNotice.Displace(waiter.claim(), kept.getFirst().task()));
            }
        }
    }

    /** Those that were not asked for long. */
    void askHolders(Instant now) {
        holders.replaceAll(holder -> {
            if (holder.askedAgain().isAfter(now)) {
                return holder;
            }
            tell(new GateNotice.Grant(holder.claim()));
            return holder.askedAt(now);
        });
    }

    private void tell(GateNotice notice) {
        outbox.removeIf(known -> known.id().equals(notice.id()));
        outbox.add(notice);
    }

    void told(Set<String> entries) {
        outbox.removeIf(notice -> entries.contains(notice.id()));
    }
}
