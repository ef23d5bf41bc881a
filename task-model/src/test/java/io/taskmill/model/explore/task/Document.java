package io.taskmill.model.explore.task;

import io.taskmill.model.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * A task's document as it can be in this world. There is one object for each, so that worlds are compared quickly, and what
 * an event makes of it is computed once.
 */
public final class Document {

    private final int number;
    private final @Nullable Task task;
    private final @Nullable String broken;
    private final @Nullable Outcome[] outcomes = new @Nullable Outcome[Alphabet.ALL];

    /**
     * What an event makes of a document.
     *
     * @param certain whether it counts although only a folder's memory vouches for the document: the projector's rule
     * @param answers who is told what, as a set of {@link Answer}s
     * @param broken the rule that this change breaks; null if it breaks none
     */
    record Outcome(
            Document next,
            boolean changed,
            boolean certain,
            int answers,
            @Nullable String broken) {}

    /** @param task null as long as there is none */
    Document(int number, @Nullable Task task, @Nullable String broken) {
        this.number = number;
        this.task = task;
        this.broken = broken;
    }

    public @Nullable Task task() {
        return task;
    }

    /** The rule that no document like this one keeps. */
    @Nullable String broken() {
        return broken;
    }

    /** Whether a folder keeps it in memory. */
    boolean isLive() {
        return task != null && task.end() == null;
    }

    public boolean isEnded() {
        return task != null && task.end() != null;
    }

    @Nullable Outcome known(int event) {
        return outcomes[event];
    }

    void know(int event, Outcome outcome) {
        outcomes[event] = outcome;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // there is one object for each
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        if (task == null) {
            return "nothing";
        }
        String run = task.run() == null ? "" : " of " + RunNumber.of(task.run().id());
        String end = task.end() == null ? "" : " " + task.end().state();
        return (task.isStub() ? "stub " : "") + task.phase() + end + " epoch " + task.epoch() + run
                + (task.outbox().isEmpty() ? "" : " outbox " + task.outbox());
    }
}
