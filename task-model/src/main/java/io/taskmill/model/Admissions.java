package io.taskmill.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a task is admitted: first by its gates, then by its rates, each kind in the order of its keys. All tasks
 * take them in that one order, so that no two ever wait for each other.
 */
final class Admissions {

    private Admissions() {}

    static List<GateRule> gates(@Nullable List<GateRule> rules) {
        return inOrder("gates", rules, GateRule::key);
    }

    static List<RateRule> rates(@Nullable List<RateRule> rules) {
        return inOrder("rates", rules, RateRule::key);
    }

    private static <T> List<T> inOrder(String name, @Nullable List<T> rules, Function<T, String> key) {
        List<T> sorted = new ArrayList<>(rules == null ? List.of() : rules);
        if (sorted.size() > TaskPolicy.MOST_ADMISSIONS) {
            throw new IllegalArgumentException(
                    name + " has " + sorted.size() + " entries but may have " + TaskPolicy.MOST_ADMISSIONS);
        }
        sorted.sort(Comparator.comparing(key));
        Set<String> keys = new HashSet<>();
        for (T rule : sorted) {
            if (!keys.add(key.apply(rule))) {
                throw new IllegalArgumentException(name + " has the key '" + key.apply(rule) + "' twice");
            }
        }
        return List.copyOf(sorted);
    }

    /** With that one more, or in the place of the one with its key. */
    static <T> List<T> with(List<T> rules, T rule, Function<T, String> key) {
        return Stream.concat(rules.stream().filter(known -> !key.apply(known).equals(key.apply(rule))), Stream.of(rule))
                .toList();
    }
}
