package io.taskmill.model.explore;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A world that is explored: where it begins, what can happen next, and what must hold.
 *
 * @param <S> a state of the world: an immutable value
 */
public interface Model<S> {

    S initial();

    /** Names everything that can happen in that state. The same state always has the same steps in the same order. */
    void steps(S state, Steps<S> steps);

    /** The rule that this state breaks; null if it breaks none. */
    @Nullable String broken(S state);

    List<Goal<S>> goals();

    /** Who sees to it that a step happens. */
    @SuppressWarnings("EnumOrdinal") // numbers of bits, kept nowhere
    enum Kind {
        /** Happens sooner or later if nothing else does: a message that was sent is folded, a worker asks again. */
        MACHINERY,
        /** A handler's own doing, such as its end: a handler may take for ever. */
        HANDLER,
        /** May happen or not: a fault, or what a user wants. Nothing may depend on it. */
        CHANCE;

        int number() {
            return ordinal();
        }
    }

    /** Takes what can happen. */
    interface Steps<S> {

        /**
         * One thing that can happen.
         *
         * @param sentence what happens, for people
         * @param broken the rule that this step breaks whatever state it leads to; null if it breaks none
         */
        void step(Kind kind, S next, Supplier<String> sentence, @Nullable String broken);

        default void step(Kind kind, S next, Supplier<String> sentence) {
            step(kind, next, sentence, null);
        }
    }

    /**
     * What must stay in reach, whatever has happened.
     *
     * @param by the steps that must be enough to get there
     */
    record Goal<S>(String name, Set<Kind> by, Predicate<S> reached) {}
}
