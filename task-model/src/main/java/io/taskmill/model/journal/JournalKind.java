package io.taskmill.model.journal;

import io.taskmill.model.task.HistoryEntry;
import io.taskmill.model.task.HistoryEntry.Reasons;

/** What an entry tells; texts are rendered by it. */
public enum JournalKind {
    /** A task was accepted. */
    TASK_SUBMITTED(JournalLevel.INFO),
    /** Another epoch of it was begun by Taskmill itself. */
    TASK_DISPATCHED(JournalLevel.INFO),
    /** The same, because its run was lost with its worker. */
    TASK_RUN_LOST(JournalLevel.WARNING),
    /** A worker could not use its command. */
    TASK_COMMAND_DEAD(JournalLevel.ERROR),
    /** It waits for a worker that has its type, or for the end of a pause of that. */
    TASK_BLOCKED(JournalLevel.WARNING),
    /** A run of it has begun. */
    TASK_STARTED(JournalLevel.INFO),
    /** It has left children behind. */
    TASK_SPAWNED(JournalLevel.INFO),
    /** An attempt has failed; another one may follow. */
    TASK_FAILED(JournalLevel.ERROR),
    /** It ended well. */
    TASK_FINISHED(JournalLevel.INFO),
    /** Somebody has cancelled it while it ran. */
    TASK_CANCEL_REQUESTED(JournalLevel.WARNING),
    /** It ended as cancelled. */
    TASK_CANCELLED(JournalLevel.WARNING),
    /** Somebody has changed what it waits for. */
    TASK_AMENDED(JournalLevel.INFO),
    /** Somebody wants it to run anew. */
    TASK_RETRIED(JournalLevel.INFO),
    /** Somebody wants what it has done to be undone. */
    TASK_ROLLBACK_REQUESTED(JournalLevel.WARNING),
    /** All that it has done was undone. */
    TASK_ROLLED_BACK(JournalLevel.INFO),
    /** Undoing it has failed; another try may follow. */
    TASK_ROLLBACK_FAILED(JournalLevel.ERROR),
    /** Somebody has deleted it. */
    TASK_DELETED(JournalLevel.WARNING),
    /** Somebody has set how many tasks may hold a gate. */
    GATE_LIMITED(JournalLevel.WARNING),
    /** Somebody has paused a pool or a type. */
    PAUSED(JournalLevel.WARNING),
    /** Somebody has resumed it. */
    RESUMED(JournalLevel.INFO),
    /** Somebody has made a schedule. */
    SCHEDULE_CREATED(JournalLevel.INFO),
    /** Somebody has given a schedule another plan. */
    SCHEDULE_CHANGED(JournalLevel.INFO),
    /** Somebody has deleted a schedule. */
    SCHEDULE_DELETED(JournalLevel.WARNING),
    /** Somebody has paused a schedule. */
    SCHEDULE_PAUSED(JournalLevel.WARNING),
    /** Somebody has resumed a schedule. */
    SCHEDULE_RESUMED(JournalLevel.INFO),
    /** Somebody has let a schedule fire. */
    SCHEDULE_RUN(JournalLevel.INFO);

    private final JournalLevel level;

    JournalKind(JournalLevel level) {
        this.level = level;
    }

    public JournalLevel level() {
        return level;
    }

    static JournalKind of(HistoryEntry entry) {
        return switch (entry.kind()) {
            case SUBMITTED -> TASK_SUBMITTED;
            case DISPATCHED -> Reasons.SESSION_LOST.name().equals(entry.reason()) ? TASK_RUN_LOST : TASK_DISPATCHED;
            case COMMAND_DEAD -> TASK_COMMAND_DEAD;
            case BLOCKED -> TASK_BLOCKED;
            case STARTED -> TASK_STARTED;
            case SPAWNED -> TASK_SPAWNED;
            case FAILED -> TASK_FAILED;
            case FINISHED -> TASK_FINISHED;
            case CANCEL_REQUESTED -> TASK_CANCEL_REQUESTED;
            case CANCELLED -> TASK_CANCELLED;
            case AMENDED -> TASK_AMENDED;
            case RETRIED -> TASK_RETRIED;
            case ROLLBACK_REQUESTED -> TASK_ROLLBACK_REQUESTED;
            case ROLLED_BACK -> TASK_ROLLED_BACK;
            case ROLLBACK_FAILED -> TASK_ROLLBACK_FAILED;
        };
    }
}
