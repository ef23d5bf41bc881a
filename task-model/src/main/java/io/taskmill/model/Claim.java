package io.taskmill.model;

/**
 * A task that asks to be admitted, or was.
 *
 * @param epoch in which it has asked: what it gets counts until it gives it back, also in later ones that go on where this one
 *     was broken off
 */
public record Claim(TaskId task, int epoch) {

    public Claim {
        if (epoch < 1) {
            throw new IllegalArgumentException(
                    "epoch of claim of " + task + " is " + epoch + " but must be at least 1");
        }
    }

    /** As it stands in ids. */
    public String text() {
        return task + "-" + epoch;
    }
}
