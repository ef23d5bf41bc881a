package io.taskmill.model.task;

import io.taskmill.model.Dependent;
import io.taskmill.model.TaskId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tasks one waits for, and which ones wait for it.
 *
 * @param awaits those that have not ended yet as they have to; empty once the task may start
 * @param awaitedBy those that are to be told of its end, and were not yet; at most {@value #MOST_DEPENDENTS}
 */
public record Dependencies(List<TaskId> awaits, List<Dependent> awaitedBy) {

    /** So many tasks can wait for one. */
    static final int MOST_DEPENDENTS = 10_000;

    public static final Dependencies NONE = new Dependencies(List.of(), List.of());

    public Dependencies {
        awaits = List.copyOf(awaits);
        awaitedBy = List.copyOf(awaitedBy);
    }

    Dependencies awaiting(List<TaskId> tasks) {
        return new Dependencies(tasks, awaitedBy);
    }

    Dependencies without(TaskId dependency) {
        return awaiting(awaits.stream().filter(task -> !task.equals(dependency)).toList());
    }

    /** Whether it is known to wait, in that epoch or a later one. */
    boolean isAwaitedBy(Dependent dependent) {
        return awaitedBy.stream()
                .anyMatch(known -> known.task().equals(dependent.task()) && known.epoch() >= dependent.epoch());
    }

    Dependencies and(Dependent dependent) {
        List<Dependent> more = new ArrayList<>(awaitedBy);
        more.removeIf(known -> known.task().equals(dependent.task())); // it has waited in an earlier epoch
        more.add(dependent);
        return new Dependencies(awaits, more);
    }

    /** Without those that have been told. */
    Dependencies without(List<Dependent> dependents) {
        Set<Dependent> told = new HashSet<>(dependents);
        return new Dependencies(
                awaits,
                awaitedBy.stream()
                        .filter(dependent -> !told.contains(dependent))
                        .toList());
    }
}
