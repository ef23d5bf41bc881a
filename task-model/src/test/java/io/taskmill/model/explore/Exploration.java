package io.taskmill.model.explore;

import io.taskmill.model.explore.Explored.Violation;
import io.taskmill.model.explore.Model.Goal;
import io.taskmill.model.explore.Model.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state of a world, the nearest first, and checks each state, each step and, when all states are known, that
 * each goal can be reached from all of them. Stops at the first broken rule, to which there is no shorter way then.
 */
public final class Exploration<S> {

    private final Model<S> model;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();

    /** The state from which a state was first seen; the first one has itself. */
    private final IntList parents = new IntList();

    private final Transitions steps = new Transitions();
    private long transitions;
    private int deepest;

    private int from;
    private @Nullable Violation violation;

    private Exploration(Model<S> model) {
        this.model = model;
    }

    public static <S> Explored of(Model<S> model) {
        long began = System.nanoTime();
        Exploration<S> exploration = new Exploration<>(model);
        exploration.visitAll();
        exploration.checkGoals();
        return new Explored(
                exploration.states.size(),
                exploration.transitions,
                exploration.deepest,
                Duration.ofNanos(System.nanoTime() - began),
                exploration.violation);
    }

    private void visitAll() {
        numberOf(model.initial());
        int endOfLevel = 1;
        for (from = 0; from < states.size() && violation == null; from++) {
            if (from == endOfLevel) {
                deepest++;
                endOfLevel = states.size();
            }
            steps.beginState();
            model.steps(states.get(from), this::take);
        }
    }

    private void take(Kind kind, S next, Supplier<String> sentence, @Nullable String broken) {
        if (violation != null) {
            return;
        }
        if (broken != null) {
            List<String> trace = trace(from);
            trace.add(sentence.get());
            violation = new Violation(broken, trace);
            return;
        }
        int to = numberOf(next);
        if (to != from) {
            transitions++;
            steps.add(to, kind);
        }
    }

    private int numberOf(S state) {
        Integer known = numbers.putIfAbsent(state, states.size());
        if (known != null) {
            return known;
        }
        int number = states.size();
        states.add(state);
        parents.add(from);
        String broken = model.broken(state);
        if (broken != null) {
            violation = new Violation(broken, trace(number));
        }
        return number;
    }

    private void checkGoals() {
        for (Goal<S> goal : model.goals()) {
            if (violation != null) {
                return;
            }
            int lost = steps.firstThatCannotReach(
                    states.size(), goal.by(), state -> goal.reached().test(states.get(state)));
            if (lost >= 0) {
                violation = new Violation(goal.name() + ": out of reach", trace(lost));
            }
        }
    }

    /** What happens until that state. */
    private List<String> trace(int state) {
        Deque<String> trace = new ArrayDeque<>();
        for (int at = state; at != 0; at = parents.get(at)) {
            trace.addFirst(sentence(states.get(parents.get(at)), states.get(at)));
        }
        return new ArrayList<>(trace);
    }

    private String sentence(S before, S after) {
        List<String> found = new ArrayList<>();
        model.steps(before, (_, next, sentence, _) -> {
            if (found.isEmpty() && next.equals(after)) {
                found.add(sentence.get());
            }
        });
        return found.getFirst();
    }
}
