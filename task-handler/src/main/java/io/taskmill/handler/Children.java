package io.taskmill.handler;

import io.taskmill.model.OnFailure;
import io.taskmill.model.SpawnMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children that a run gives its task.
 *
 * @param tasks at most {@value io.taskmill.model.Spawn#MOST_CHILDREN}, whose parameters have 16 MiB together at most; none is
 *     a family that is through at once
 * @param mode whether they are carried out one after the other
 * @param onFailure what becomes of the others if one of them does not finish
 * @param state given to the end step, written as JSON of at most {@value io.taskmill.model.Spawn#MAX_STATE_BYTES} bytes; null
 *     for nothing
 */
public record Children(
        List<ChildTask> tasks,
        SpawnMode mode,
        OnFailure onFailure,
        @Nullable Object state) {

    public Children {
        tasks = List.copyOf(tasks);
    }

    /** All at once; the first failure ends the others. */
    public static Children parallel(List<ChildTask> tasks) {
        return new Children(tasks, SpawnMode.PARALLEL, OnFailure.FAIL_FAST, null);
    }

    /** One after the other; the first failure ends the others. */
    public static Children serial(List<ChildTask> tasks) {
        return new Children(tasks, SpawnMode.SERIAL, OnFailure.FAIL_FAST, null);
    }

    public Children onFailure(OnFailure other) {
        return new Children(tasks, mode, other, state);
    }

    /** With something that the end step is given. */
    public Children saving(Object saved) {
        return new Children(tasks, mode, onFailure, saved);
    }
}
