package io.taskmill.projector.count;

import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.store.TaskCountStore.Chunk;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one folder of a shard knows of its counts: what it has changed since it last told the store, and what a walk
 * through the shard's tasks has found.
 *
 * <p>A walk reads the tasks chunk by chunk in the order of their ids, while others are written in between. Behind the
 * line that it has come to, a change is added to what was found; beyond it the change will be read. As long as nobody
 * else writes the shard's tasks, and chunks and changes come one after the other, the result is exact. Used by one
 * thread.
 */
final class Tally {

    private final Map<State, Long> untold = new EnumMap<>(State.class);
    private final Map<State, Long> found = new EnumMap<>(State.class);

    private boolean walking;

    /** The line: everything up to here was read; null before the first chunk. */
    private @Nullable TaskId line;

    /**
     * A task was written.
     *
     * @param before null if there was none, or a stub
     * @param after null if it is a stub
     */
    void changed(TaskId task, @Nullable State before, @Nullable State after) {
        if (before == after) {
            return;
        }
        add(untold, before, after);
        if (walking && line != null && task.compareTo(line) <= 0) {
            add(found, before, after);
        }
    }

    private static void add(Map<State, Long> counts, @Nullable State before, @Nullable State after) {
        if (before != null) {
            counts.merge(before, -1L, Long::sum);
        }
        if (after != null) {
            counts.merge(after, 1L, Long::sum);
        }
    }

    /** What was changed since the last {@link #told}, by state; those that came to nothing are left out. */
    Map<State, Long> untold() {
        Map<State, Long> deltas = new EnumMap<>(untold);
        deltas.values().removeIf(delta -> delta == 0);
        return deltas;
    }

    /** The store has all that was {@link #untold}. */
    void told() {
        untold.clear();
    }

    /** Begins a walk, from the first task on, whatever was found before. */
    void walk() {
        stopWalking();
        walking = true;
    }

    void stopWalking() {
        walking = false;
        line = null;
        found.clear();
    }

    boolean walking() {
        return walking;
    }

    /** Where the walk goes on: after this id, or with the first task if it is null. */
    @Nullable TaskId line() {
        return line;
    }

    /** The tasks after the line were read, up to the last of the chunk. */
    void read(Chunk chunk) {
        chunk.counts().forEach((state, count) -> found.merge(state, count, Long::sum));
        if (chunk.last() != null) {
            line = chunk.last();
        }
    }

    /**
     * The counts that the walk has come to, to be told at once, before anything else is written; those that are nought
     * are left out.
     */
    Map<State, Long> found() {
        Map<State, Long> counts = new EnumMap<>(found);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Nothing that is known here counts any more. */
    void forget() {
        stopWalking();
        untold.clear();
    }
}
