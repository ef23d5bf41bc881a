package io.taskmill.model;

import java.util.Objects;

/**
 * A gate that a task passes before it runs, and holds until it has ended or waits for another attempt: of all tasks with
 * the same key, at most so many hold it at a time.
 *
 * @param key of a type a template, such as {@code pool:{params.poolId}}; of a task what came of it
 * @param limit 1 to {@value #MOST_HOLDERS}
 * @param whenFull {@link WhenFull#WAIT} if nothing is said
 */
public record GateRule(String key, int limit, @Defaulted WhenFull whenFull) {

    /** So many tasks can hold a gate at a time. */
    public static final int MOST_HOLDERS = 10_000;

    public GateRule {
        Names.requireKey("gate", key);
        whenFull = Objects.requireNonNullElse(whenFull, WhenFull.WAIT);
        if (limit < 1 || limit > MOST_HOLDERS) {
            throw new IllegalArgumentException(
                    "limit of gate '" + key + "' is " + limit + " but must be 1 to " + MOST_HOLDERS);
        }
    }

    /** The same for another key. */
    public GateRule of(String other) {
        return new GateRule(other, limit, whenFull);
    }
}
