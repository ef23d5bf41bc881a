package io.taskmill.runtime.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Whose turn it is among queues that have work: smooth weighted round robin, so that over any stretch each gets its share
 * and none waits longer than it must. Who cannot be served just now keeps what it is due.
 */
final class WeightedTurns<T> {

    private final List<T> all;
    private final ToIntFunction<T> weight;
    private final Map<T, Integer> credit = new HashMap<>();

    /** @param all in the order in which they are served when nothing else tells them apart */
    WeightedTurns(List<T> all, ToIntFunction<T> weight) {
        this.all = all;
        this.weight = weight;
    }

    /** The next one among those that could be served; empty if there is none. */
    Optional<T> next(Set<T> candidates) {
        int total = 0;
        T best = null;
        for (T candidate : all) {
            if (!candidates.contains(candidate)) {
                continue;
            }
            int share = weight.applyAsInt(candidate);
            total += share;
            int now = credit.merge(candidate, share, Integer::sum);
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
