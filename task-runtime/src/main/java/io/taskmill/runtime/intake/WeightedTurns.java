package io.taskmill.runtime.intake;

import io.taskmill.model.Priority;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose turn it is among queues that have work: smooth weighted round robin, so that over any stretch each gets its share
 * and none waits longer than it must. Who cannot be served just now keeps what it is due.
 */
final class WeightedTurns {

    private final Map<Priority, Integer> credit = new EnumMap<>(Priority.class);

    /** The next one among those that could be served; empty if there is none. */
    Optional<Priority> next(Set<Priority> candidates) {
        int total = 0;
        Priority best = null;
        for (Priority candidate : Priority.values()) {
            if (!candidates.contains(candidate)) {
                continue;
            }
            total += candidate.weight();
            int now = credit.merge(candidate, candidate.weight(), Integer::sum);
            if (best == null || now > credit.getOrDefault(best, 0)) {
                best = candidate;
            }
        }
        if (best != null) {
            credit.merge(best, -total, Integer::sum);
        }
        return Optional.ofNullable(best);
    }
}
