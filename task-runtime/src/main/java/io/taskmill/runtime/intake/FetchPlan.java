package io.taskmill.runtime.intake;

import io.taskmill.runtime.run.Slots;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * How many commands the lanes ask of their queues: together one for each free slot and the {@link Headroom}, shared out by
 * weight among the queues that have sent something lately. Confined by its owner.
 */
final class FetchPlan {

    /** How many commands there may be whose runs have ended and whose end the broker has not confirmed. */
    private static final int MOST_UNCONFIRMED = 1_000;

    private final Slots slots;
    private final List<Lane> lanes;
    private final Headroom headroom;
    private final WeightedTurns<Lane> turns;

    FetchPlan(Slots slots, List<Lane> lanes) {
        this.slots = slots;
        this.lanes = lanes;
        this.turns = new WeightedTurns<>(lanes, Lane::weight);
        this.headroom = new Headroom(slots.total());
    }

    void started() {
        headroom.started();
    }

    void adapt(long now) {
        int ahead = headroom.at(now);
        int bound = slots.total() + MOST_UNCONFIRMED - sum(Lane::unsettled);
        Map<Lane, Integer> room = new HashMap<>();
        for (Lane lane : lanes) {
            room.put(lane, Math.clamp(bound, 0, lane.room(slots, ahead)));
        }
        int most = room.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        boolean tooMuch = sum(Lane::asked) > most + sum(Lane::queues);
        for (Lane lane : lanes) {
            boolean full = room.getOrDefault(lane, 0) == 0;
            if (full || tooMuch) {
                lane.withdraw();
            }
            if (!full) {
                lane.listen(now);
            }
        }
        int expected = sum(lane -> lane.expected(now));
        if (expected <= most / 2) { // few large requests are cheaper than many small ones
            askByWeight(room, expected, now);
        }
    }

    private void askByWeight(Map<Lane, Integer> room, int expected, long now) {
        Set<Lane> lively = new HashSet<>(lanes);
        lively.removeIf(lane -> !lane.isLively(now));
        Map<Lane, Integer> shares = new HashMap<>();
        for (int sofar = expected; !lively.isEmpty(); sofar++) {
            int taken = sofar;
            lively.removeIf(lane -> room.getOrDefault(lane, 0) <= taken);
            turns.next(lively).ifPresent(lane -> shares.merge(lane, 1, Integer::sum));
        }
        shares.forEach((lane, commands) -> lane.ask(commands, now));
    }

    private int sum(ToIntFunction<Lane> figure) {
        return lanes.stream().mapToInt(figure).sum();
    }
}
