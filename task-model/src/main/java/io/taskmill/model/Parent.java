package io.taskmill.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a child stands in the family that it belongs to.
 *
 * @param task the one that has spawned it
 * @param run of that task: the one that has spawned it
 * @param chunk the number of the part of the family in which it is recorded, from 0
 * @param index within the chunk, from 0
 * @param depth 1 for the child of a task that is nobody's child, at most {@value #MOST_DEPTH}
 * @param name what its parent calls it, at most {@value #MAX_NAME} characters; null for nothing
 * @param gates the keys of those that its ancestors hold until it has ended, and it does not have to pass itself
 */
public record Parent(
        TaskId task,
        String run,
        int chunk,
        int index,
        int depth,
        @Nullable String name,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        List<String> gates) {

    /** A task so deep has no children. */
    public static final int MOST_DEPTH = 8;

    public static final int MAX_NAME = 200;

    public Parent {
        gates = List.copyOf(Objects.requireNonNullElse(gates, List.of()));
        if (chunk < 0 || index < 0) {
            throw new IllegalArgumentException(
                    "parent.chunk is " + chunk + " and parent.index " + index + " but neither may be negative");
        }
        if (depth < 1 || depth > MOST_DEPTH) {
            throw new IllegalArgumentException("parent.depth is " + depth + " but must be 1 to " + MOST_DEPTH);
        }
        requireName(name);
    }

    /** Of ancestors that hold no gates. */
    public Parent(TaskId task, String run, int chunk, int index, int depth, @Nullable String name) {
        this(task, run, chunk, index, depth, name, List.of());
    }

    /** The same if they hold none any more. */
    Parent withoutGates() {
        return new Parent(task, run, chunk, index, depth, name);
    }

    /** The part of the family in which it is recorded. */
    public ChunkKey key() {
        return new ChunkKey(task, run, chunk);
    }

    static void requireName(@Nullable String name) {
        if (name != null && (name.isEmpty() || name.length() > MAX_NAME)) {
            throw new IllegalArgumentException(
                    "the name of a child has " + name.length() + " characters but must have 1 to " + MAX_NAME);
        }
        if (name != null && !Unicode.isWellFormed(name)) {
            throw new IllegalArgumentException("the name of a child has half of a character in it");
        }
    }
}
