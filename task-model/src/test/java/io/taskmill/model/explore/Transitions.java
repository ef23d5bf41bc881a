package io.taskmill.model.explore;

import io.taskmill.model.explore.Model.Kind;
import java.util.BitSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** The steps between numbered states, without those of chance: no goal is reached by chance. */
final class Transitions {

    private static final int KINDS = Kind.values().length;

    /** Per state the first of its steps. */
    private final IntList first = new IntList();

    /** Target and kind in one number each. */
    private final IntList targets = new IntList();

    void beginState() {
        first.add(targets.size());
    }

    /** A step from the state that was begun last. */
    void add(int to, Kind kind) {
        if (kind != Kind.CHANCE) {
            targets.add(to * KINDS + kind.number());
        }
    }

    /** The lowest state from which no way by such steps leads to a goal; -1 if there is none. */
    int firstThatCannotReach(int states, Set<Kind> by, IntPredicate goal) {
        boolean[] allowed = new boolean[KINDS];
        by.forEach(kind -> allowed[kind.number()] = true);
        int[] firstSource = new int[states + 1];
        forEach(states, allowed, (_, to) -> firstSource[to + 1]++);
        for (int state = 0; state < states; state++) {
            firstSource[state + 1] += firstSource[state];
        }
        int[] sources = new int[firstSource[states]];
        int[] next = firstSource.clone();
        forEach(states, allowed, (from, to) -> sources[next[to]++] = from);

        BitSet reaching = new BitSet(states);
        IntList open = new IntList();
        for (int state = 0; state < states; state++) {
            if (goal.test(state)) {
                reaching.set(state);
                open.add(state);
            }
        }
        while (!open.isEmpty()) {
            int to = open.removeLast();
            for (int i = firstSource[to]; i < firstSource[to + 1]; i++) {
                if (!reaching.get(sources[i])) {
                    reaching.set(sources[i]);
                    open.add(sources[i]);
                }
            }
        }
        int lost = reaching.nextClearBit(0);
        return lost < states ? lost : -1;
    }

    private interface Step {
        void between(int from, int to);
    }

    private void forEach(int states, boolean[] allowed, Step step) {
        for (int state = 0; state < states; state++) {
            int end = state + 1 < first.size() ? first.get(state + 1) : targets.size();
            for (int i = first.get(state); i < end; i++) {
                if (allowed[targets.get(i) % KINDS]) {
                    step.between(state, targets.get(i) / KINDS);
                }
            }
        }
    }
}
