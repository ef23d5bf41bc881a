package io.taskmill.model;

import org.jspecify.annotations.Nullable;

/**
 * A task to be, as its parent asks for it. What is null is as its type, or its parent, has it.
 *
 * @param typeVersion the version of the type whose schema the parameters fulfil; null for the one announced last
 * @param params at most {@value #MAX_PARAMS_BYTES} bytes as UTF-8
 * @param name what its parent calls it
 * @param weight how much of the parent's progress it is, compared with its siblings; 1 to {@value #MOST_WEIGHT}
 * @param pool its type's if null
 * @param priority its parent's if null
 * @param retry its type's if null
 * @param timeouts its type's if null; its deadline is never later than its parent's
 */
public record Child(
        String type,
        @Nullable Integer typeVersion,
        Json params,
        @Nullable String name,
        int weight,
        @Nullable String pool,
        @Nullable Priority priority,
        @Nullable EntityRef entity,
        @Nullable RetryPolicy retry,
        @Nullable Timeouts timeouts) {

    public static final int MAX_PARAMS_BYTES = 64 * 1024;
    public static final int MOST_WEIGHT = 1_000_000;

    public Child {
        Names.requireType(type);
        if (typeVersion != null && typeVersion < 1) {
            throw new IllegalArgumentException("typeVersion is " + typeVersion + " but must be at least 1");
        }
        Parent.requireName(name);
        if (weight < 1 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException("weight is " + weight + " but must be 1 to " + MOST_WEIGHT);
        }
        if (pool != null) {
            Names.requirePool(pool);
        }
    }
}
