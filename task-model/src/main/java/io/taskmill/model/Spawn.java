package io.taskmill.model;

import org.jspecify.annotations.Nullable;

/**
 * What a run tells of the children that it has given its task.
 *
 * @param chunks in so many parts they were told before
 * @param children how many there are, at most {@value #MOST_CHILDREN}
 * @param weight of all of them together
 * @param state what the end step is to be given; null for nothing
 */
public record Spawn(
        int chunks,
        int children,
        long weight,
        SpawnMode mode,
        OnFailure onFailure,
        @Nullable Json state) {

    /** So many children a task can have. */
    public static final int MOST_CHILDREN = 10_000;

    /** In so many parts at most: the parameters of a family have some 16 MiB at most. */
    public static final int MOST_CHUNKS = 256;

    /** Of the state that is saved for the end step, as UTF-8. */
    public static final int MAX_STATE_BYTES = 64 * 1024;

    public Spawn {
        if (children < 0 || children > MOST_CHILDREN || chunks < 0 || chunks > MOST_CHUNKS || chunks > children) {
            throw new IllegalArgumentException("a family of " + children + " children in " + chunks
                    + " parts cannot be: it has at most " + MOST_CHILDREN + " in " + MOST_CHUNKS);
        }
    }
}
