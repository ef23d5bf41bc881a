package io.taskmill.model.journal;

import io.taskmill.model.EntityRef;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.task.Deletion;
import io.taskmill.model.task.History;
import io.taskmill.model.task.HistoryEntry;
import io.taskmill.model.task.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a fold tells the journal of a task: each entry that its history has got, and that somebody has deleted it.
 * Pure. Whatever batches the messages come in, and however often, the entries of a task are the same.
 */
public final class TaskJournal {

    /** Actors of commands that Taskmill gives itself; nobody stands behind them. */
    private static final String OWN = "taskmill:";

    private TaskJournal() {}

    /**
     * What a message has added.
     *
     * @param before null if the task was not known
     * @param after null if it still is not
     */
    public static List<JournalEntry> added(@Nullable Task before, @Nullable Task after) {
        if (after == null) {
            return List.of();
        }
        if (after.deleted() != null) {
            return before == null || before.deleted() == null ? deleted(after, spec(before)) : List.of();
        }
        History known = before == null || before.isStub() ? History.EMPTY : before.history();
        if (known.equals(after.history())) {
            return List.of();
        }
        Set<HistoryEntry> told = new HashSet<>(known.entries());
        return entries(after).stream()
                .filter(entry -> !told.contains(entry))
                .map(entry -> entry(after, entry))
                .toList();
    }

    /**
     * All that a document tells, for whoever does not know whether it was told. Of a deleted task that is little: what it
     * was is known no more.
     */
    public static List<JournalEntry> all(Task task) {
        return task.deleted() != null
                ? deleted(task, null)
                : entries(task).stream().map(entry -> entry(task, entry)).toList();
    }

    /** What has happened to a stub is told once it is known what it is. */
    private static List<HistoryEntry> entries(Task task) {
        return task.isStub() ? List.of() : task.history().entries();
    }

    private static @Nullable TaskSpec spec(@Nullable Task task) {
        return task == null ? null : task.spec();
    }

    private static JournalEntry entry(Task task, HistoryEntry entry) {
        JournalKind kind = JournalKind.of(entry);
        TaskSpec spec = task.spec();
        boolean own = entry.kind() != HistoryEntry.Kind.SUBMITTED && isOwn(entry.actor());
        return new JournalEntry(
                JournalIds.ofTask(
                        entry.at(),
                        task.id(),
                        entry.epoch(),
                        kind,
                        entry.run(),
                        entry.worker(),
                        entry.actor(),
                        entry.reason()),
                entry.at(),
                kind,
                task.id(),
                spec == null ? null : spec.type(),
                entity(spec),
                own ? null : entry.actor(),
                new JournalArgs()
                        .with(JournalArgs.EPOCH, entry.epoch())
                        .with(JournalArgs.RUN, entry.run())
                        .with(JournalArgs.WORKER, entry.worker())
                        .with(JournalArgs.REASON, entry.reason())
                        .toMap());
    }

    private static @Nullable EntityRef entity(@Nullable TaskSpec spec) {
        return spec == null ? null : spec.entity();
    }

    /** What goes by its age, or with its parent, goes by a rule that stands elsewhere. */
    private static List<JournalEntry> deleted(Task task, @Nullable TaskSpec spec) {
        Deletion deletion = task.deleted();
        if (deletion == null || isOwn(deletion.actor())) {
            return List.of();
        }
        JournalKind kind = JournalKind.TASK_DELETED;
        return List.of(new JournalEntry(
                JournalIds.ofTask(deletion.at(), task.id(), task.epoch(), kind),
                deletion.at(),
                kind,
                task.id(),
                spec == null ? null : spec.type(),
                entity(spec),
                deletion.actor(),
                new JournalArgs().with(JournalArgs.EPOCH, task.epoch()).toMap()));
    }

    private static boolean isOwn(@Nullable String actor) {
        return actor != null && actor.startsWith(OWN);
    }
}
