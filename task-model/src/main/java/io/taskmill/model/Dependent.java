package io.taskmill.model;

/**
 * A task that waits for another one.
 *
 * @param epoch in which it does: what it is told counts in that one alone, since a retry waits anew
 */
public record Dependent(TaskId task, int epoch) {

    public Dependent {
        if (epoch < 1) {
            throw new IllegalArgumentException(
                    "epoch of dependent " + task + " is " + epoch + " but must be at least 1");
        }
    }
}
