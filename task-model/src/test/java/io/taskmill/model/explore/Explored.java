package io.taskmill.model.explore;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exploration has come to.
 *
 * @param states how many states there are, or were seen up to the violation
 * @param transitions how many steps lead from one to another one
 * @param deepest the longest of the shortest ways to a state
 * @param violation the first rule found broken, by one of the shortest ways to break any; null if all hold
 */
public record Explored(
        int states,
        long transitions,
        int deepest,
        Duration time,
        @Nullable Violation violation) {

    /** A rule that does not hold, and what happens until it is broken, step by step. */
    public record Violation(String rule, List<String> trace) {
        @Override
        public String toString() {
            return rule + "\n  " + String.join("\n  ", trace);
        }
    }

    @Override
    public String toString() {
        return "states=%d transitions=%d deepest=%d time=%dms%s"
                .formatted(
                        states,
                        transitions,
                        deepest,
                        time.toMillis(),
                        violation == null
                                ? ""
                                : " violated=\"%s\" steps=%d"
                                        .formatted(
                                                violation.rule(),
                                                violation.trace().size()));
    }
}
