package io.taskmill.store;

import io.taskmill.model.Category;
import io.taskmill.model.State;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a list holds. An index serves each filter that can be made, so no others can be.
 *
 * @param states the task is in one of these
 * @param subject what else is asked of it; null for nothing
 */
public record TaskFilter(Set<State> states, @Nullable Subject subject) {

    private static final Set<State> ALL_STATES = Collections.unmodifiableSet(EnumSet.allOf(State.class));

    /** All tasks. */
    public static final TaskFilter NONE = new TaskFilter(ALL_STATES, null);

    public TaskFilter {
        if (states.isEmpty()) {
            throw new IllegalArgumentException("states is empty but must name one at least");
        }
        states = Collections.unmodifiableSet(EnumSet.copyOf(states));
    }

    /** What a list can be narrowed down to, one at a time. */
    public sealed interface Subject {

        /** Tasks of one type. */
        record Type(String name) implements Subject {}

        /**
         * Tasks that work on one entity, or on any of a kind.
         *
         * @param reference the entity's kind, or kind and id with a colon between
         */
        record Entity(String reference) implements Subject {}

        /** Tasks that one submitter asked for. */
        record Creator(String name) implements Subject {}
    }

    /** The states of a category. */
    public static Set<State> statesOf(Category category) {
        return Arrays.stream(State.values())
                .filter(state -> state.category() == category)
                .collect(Collectors.toUnmodifiableSet());
    }
}
