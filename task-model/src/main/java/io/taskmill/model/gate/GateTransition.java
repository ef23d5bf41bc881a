package io.taskmill.model.gate;

import io.taskmill.model.Claim;
import io.taskmill.model.GateRule;
import io.taskmill.model.gate.Gate.Limited;
import io.taskmill.model.message.GateEvent;
import io.taskmill.model.message.GateEvent.ClaimGate;
import io.taskmill.model.message.GateEvent.GateTold;
import io.taskmill.model.message.GateEvent.HoldersDue;
import io.taskmill.model.message.GateEvent.LimitGate;
import io.taskmill.model.message.GateEvent.ReleaseGate;
import io.taskmill.model.message.GateEvent.WaitingFound;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event makes of a gate. Pure. Whoever holds it does so until its task gives it back, whatever becomes of
 * workers and of runs meanwhile, so that grants never overlap beyond the limit (invariant 8).
 */
public final class GateTransition {

    private GateTransition() {}

    /** @param gate null if nothing is known of it; then the result is one that is idle if nothing has come of the event */
    public static Gate apply(@Nullable Gate gate, GateEvent event, Instant now) {
        Gate known = gate == null ? Gate.unknown(event.gate()) : gate;
        GateDraft draft = new GateDraft(known);
        switch (event) {
            case ClaimGate claim -> claim(known, draft, claim);
            case ReleaseGate release -> draft.released(release.claim());
            case LimitGate limit -> limit(known, draft, limit);
            case GateTold told -> draft.told(told.entries());
            case HoldersDue _ -> draft.askHolders(now);
            case WaitingFound found -> found(known, draft, found);
        }
        draft.fill(now);
        Gate after = draft.toGate();
        return after.equals(gate) ? after : after.at(now);
    }

    private static void claim(Gate gate, GateDraft draft, ClaimGate event) {
        if (isKnownBetter(gate, event.claim())) {
            return;
        }
        GateRule rule = event.rule();
        draft.declared(rule);
        draft.withoutEarlier(event.claim());
        boolean waits = gate.waiting().stream().anyMatch(known -> known.claim().equals(event.claim()));
        Gate open = draft.toGate();
        boolean room = !open.isFull() && open.waiting().isEmpty() && !open.forgotten();
        switch (rule.whenFull()) {
            case WAIT -> draft.waits(event);
            case REJECT -> {
                if (room || waits) {
                    draft.waits(event);
                } else {
                    draft.refused(event.claim());
                }
            }
            case CANCEL_RUNNING -> {
                draft.waits(event);
                draft.keepNewest();
            }
            case CANCEL_WAITING -> {
                draft.waits(event);
                if (!room) {
                    draft.keepNewestWaiting();
                }
            }
        }
    }

    /** Whether it holds the gate already, was given back, or is of an epoch that another one has followed. */
    private static boolean isKnownBetter(Gate gate, Claim claim) {
        Stream<Claim> known = Stream.of(
                        gate.holders().stream().map(Holder::claim),
                        gate.waiting().stream().map(Waiter::claim).filter(waiting -> waiting.epoch() > claim.epoch()),
                        gate.released().stream())
                .flatMap(claims -> claims);
        return known.anyMatch(other -> other.task().equals(claim.task()) && other.epoch() >= claim.epoch());
    }

    private static void limit(Gate gate, GateDraft draft, LimitGate event) {
        if (gate.applied().contains(event.id())) {
            return;
        }
        Integer limit = event.limit();
        draft.limited(limit == null ? null : new Limited(limit, event.actor(), event.at()), event.id());
    }

    private static void found(Gate gate, GateDraft draft, WaitingFound found) {
        draft.forgotten(!found.all());
        for (ClaimGate claim : found.claims()) {
            if (!isKnownBetter(gate, claim.claim())) {
                draft.waits(claim);
            }
        }
    }
}
