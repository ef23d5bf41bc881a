package io.taskmill.runtime.intake;

import io.taskmill.model.Priority;
import io.taskmill.runtime.run.Slots;
import java.util.EnumMap;
import java.util.EnumSet;
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
    private final WeightedTurns turns = new WeightedTurns();

    FetchPlan(Slots slots, List<Lane> lanes) {
        this.slots = slots;
        this.lanes = lanes;
        this.headroom = new Headroom(slots.total());
    }

    void started() {
        headroom.started();
    }

    void adapt(long now) {
        int ahead = headroom.at(now);
        int bound = slots.total() + MOST_UNCONFIRMED - sum(Lane::unsettled);
        Map<Priority, Integer> room = new EnumMap<>(Priority.class);
        for (Lane lane : lanes) {
            int free = slots.free(lane.priority()) + ahead;
            room.put(lane.priority(), Math.clamp(bound, 0, free));
        }
        int most = room.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        boolean tooMuch = sum(Lane::asked) > most + sum(Lane::queues);
        for (Lane lane : lanes) {
            boolean full = room.getOrDefault(lane.priority(), 0) == 0;
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

    private void askByWeight(Map<Priority, Integer> room, int expected, long now) {
        Set<Priority> lively = EnumSet.noneOf(Priority.class);
        lanes.stream().filter(lane -> lane.isLively(now)).map(Lane::priority).forEach(lively::add);
        Map<Priority, Integer> shares = new EnumMap<>(Priority.class);
        for (int sofar = expected; !lively.isEmpty(); sofar++) {
            int taken = sofar;
            lively.removeIf(priority -> room.getOrDefault(priority, 0) <= taken);
            turns.next(lively).ifPresent(priority -> shares.merge(priority, 1, Integer::sum));
        }
        lanes.stream()
                .filter(lane -> shares.containsKey(lane.priority()))
                .forEach(lane -> lane.ask(shares.getOrDefault(lane.priority(), 0), now));
    }

    private int sum(ToIntFunction<Lane> figure) {
        return lanes.stream().mapToInt(figure).sum();
    }
}
