package io.taskmill.runtime.run;

import io.taskmill.model.Json;
import io.taskmill.model.RollbackEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What the runs of a task have pushed to be undone: what the run's command tells of earlier ones, and its own. Confined by its
 * owner.
 */
final class Pushes {

    private final String run;
    private final int epoch;
    private final Map<String, Json> known = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> confirms = new HashMap<>();
    private int bytes;
    private int own;

    Pushes(String run, int epoch, List<RollbackEntry> earlier) {
        this.run = run;
        this.epoch = epoch;
        earlier.forEach(entry -> put(entry.name(), entry.params()));
    }

    private void put(String name, Json params) {
        known.put(name, params);
        bytes += params.utf8Length();
    }

    /**
     * Whether the same was pushed before.
     *
     * @throws IllegalArgumentException if something else was pushed under that name
     */
    boolean isKnown(String name, Json params) {
        Json before = known.get(name);
        if (before != null && !before.equals(params)) {
            throw new IllegalArgumentException("rollback " + name + " was pushed with other parameters");
        }
        return before != null;
    }

    /**
     * A new one.
     *
     * @param confirmed completed when the broker has it
     * @throws IllegalArgumentException if it cannot be one
     * @throws IllegalStateException if there are too many
     */
    RollbackEntry push(String name, Json params, CompletableFuture<Void> confirmed) {
        RollbackEntry entry = new RollbackEntry(epoch, run, own, name, params);
        if (known.size() == RollbackEntry.MOST) {
            throw new IllegalStateException(
                    "rollback " + name + " is one too many: a task may have " + RollbackEntry.MOST);
        }
        if (bytes + params.utf8Length() > RollbackEntry.MAX_STACK_BYTES) {
            throw new IllegalArgumentException("with the parameters of rollback " + name
                    + " those of all rollbacks of the task have " + (bytes + params.utf8Length())
                    + " bytes but may have " + RollbackEntry.MAX_STACK_BYTES);
        }
        own++;
        put(name, params);
        confirms.put(name, confirmed);
        return entry;
    }

    /** How many this run has pushed. */
    int own() {
        return own;
    }

    /** Completed once the broker has what was pushed under that name. */
    CompletableFuture<Void> confirmed(String name) {
        return confirms.getOrDefault(name, CompletableFuture.completedFuture(null));
    }
}
