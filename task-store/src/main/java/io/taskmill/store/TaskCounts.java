package io.taskmill.store;

import io.taskmill.model.Category;
import io.taskmill.model.State;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many tasks there are.
 *
 * @param states by state, all of them; never negative
 * @param recounting whether some shard's tasks are being counted again, so that its figures may be off
 */
public record TaskCounts(Map<State, Long> states, boolean recounting) {

    public TaskCounts {
        Map<State, Long> all = new EnumMap<>(State.class);
        for (State state : State.values()) {
            // Below nought only while what was there before is not counted yet.
            all.put(state, Math.max(0, states.getOrDefault(state, 0L)));
        }
        states = Collections.unmodifiableMap(all);
    }

    /** By category, all of them. */
    public Map<Category, Long> categories() {
        Map<Category, Long> sums = new EnumMap<>(Category.class);
        states.forEach((state, count) -> sums.merge(state.category(), count, Long::sum));
        return Collections.unmodifiableMap(sums);
    }
}
