package io.taskmill.projector.shard;

import io.taskmill.model.State;
import io.taskmill.model.TaskId;
import io.taskmill.model.journal.JournalEntry;
import io.taskmill.model.journal.TaskJournal;
import io.taskmill.model.task.Task;
import io.taskmill.store.Versioned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the journal what folds have added to tasks, after their documents are written and before anything follows from
 * that. Whoever comes after one that died in between tells all of the history again of what that may have been at
 * (docs/adr, 034). Used by the shard's thread.
 */
final class TaskTelling {

    /** So many documents are written at once without a message. */
    private static final int LAST_ENDED = DueWork.AT_ONCE;

    private final int shard;
    private final ShardParts parts;
    private final Set<TaskId> touchedAgain = new HashSet<>();
    private final List<JournalEntry> added = new ArrayList<>();
    private final List<JournalEntry> again = new ArrayList<>();

    TaskTelling(int shard, ShardParts parts) {
        this.shard = shard;
        this.parts = parts;
    }

    void forget() {
        touchedAgain.clear();
        added.clear();
        again.clear();
    }

    /** Somebody may have folded a message about the task, and have come no further. */
    void touchedAgain(TaskId task) {
        touchedAgain.add(task);
    }

    /** Before anything else is folded: what is stored has happened, and may be deleted by what comes. */
    void mend() {
        if (!touchedAgain.isEmpty()) {
            mend(parts.tasks().read(touchedAgain).values().stream().map(Versioned::entity));
            touchedAgain.clear();
        }
    }

    /**
     * After the shard was taken: what a former folder ended because it was due, or its owner was lost, no message tells of
     * again. What it did not end is in an outbox or waits for its time, and children tell their parents.
     */
    void mendLastEnded() {
        for (State state : List.of(State.FAILED, State.CANCELLED)) {
            mend(parts.tasks().lastEnded(shard, state, LAST_ENDED).stream().map(Versioned::entity));
        }
    }

    /** What was found in outboxes. */
    void mend(Stream<Task> tasks) {
        parts.journal()
                .mend(
                        shard,
                        tasks.flatMap(task -> TaskJournal.all(task).stream()).toList());
    }

    /**
     * A message, or that it was time, has made that of a task. If the task had waited for its time, nobody may have told why:
     * of an attempt that a projector ended for its worker no message tells.
     */
    void add(@Nullable Task before, @Nullable Task after) {
        if (before != null && before.releaseAt() != null && after != null) {
            again.addAll(TaskJournal.all(after));
        }
        added.addAll(TaskJournal.added(before, after));
    }

    /** Tells all that was added. */
    void tell() {
        if (again.isEmpty()) {
            parts.journal().write(shard, added);
        } else {
            again.addAll(added);
            parts.journal().mend(shard, again);
        }
        added.clear();
        again.clear();
    }
}
