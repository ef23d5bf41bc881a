package io.taskmill.model;

/**
 * Something that a run is about to do outside, as what it takes to undo it.
 *
 * @param epoch the dispatch that the run belongs to
 * @param run the run that has pushed it
 * @param index counts what the run has pushed, from 0
 * @param name what is to be undone: 1 to 63 of A-Z, 0-9 and '_', beginning with a letter
 * @param params the handler's own, at most {@value #MAX_PARAMS_BYTES} bytes as UTF-8
 */
public record RollbackEntry(int epoch, String run, int index, String name, Json params) {

    public static final int MAX_PARAMS_BYTES = 16 * 1024;

    /** Entries that a task may have, those of its earlier runs included. */
    public static final int MOST = 100;

    /** The most bytes that the parameters of all of them may have together. */
    public static final int MAX_STACK_BYTES = 64 * 1024;

    /** Which entry of which run, so that it can be named without its parameters. */
    public record Ref(String run, int index) {

        public Ref {
            Names.requireId("run", run);
            requireIndex(run, index);
        }
    }

    public RollbackEntry {
        Names.requireId("run", run);
        Names.requireStep(name);
        requireIndex(run, index);
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch of run " + run + " is " + epoch + " but must be at least 1");
        }
        requireSize(name, params);
    }

    /** @throws IllegalArgumentException if they are too large */
    public static void requireSize(String name, Json params) {
        int bytes = params.utf8Length();
        if (bytes > MAX_PARAMS_BYTES) {
            throw new IllegalArgumentException("the parameters of rollback " + name + " have " + bytes
                    + " bytes but may have " + MAX_PARAMS_BYTES);
        }
    }

    private static void requireIndex(String run, int index) {
        if (index < 0) {
            throw new IllegalArgumentException(
                    "index of a rollback of run " + run + " is " + index + " but must not be negative");
        }
    }

    public Ref ref() {
        return new Ref(run, index);
    }

    /** Whether both undo the same. */
    public boolean isLike(RollbackEntry other) {
        return name.equals(other.name) && params.equals(other.params);
    }
}
