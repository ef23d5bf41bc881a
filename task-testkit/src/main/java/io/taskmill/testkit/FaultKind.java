package io.taskmill.testkit;

import java.time.Duration;
import java.util.List;

/**
 * A kind of thing that can go wrong.
 *
 * @param name one word
 * @param targets whom it can befall, each one word
 * @param shortest how long it lasts at least; zero for what is over at once
 * @param longest how long it lasts at most
 */
public record FaultKind(String name, List<String> targets, Duration shortest, Duration longest) {

    public FaultKind {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("fault " + name + " has no targets");
        }
        if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("fault " + name + " lasts from " + shortest + " to " + longest);
        }
    }
}
