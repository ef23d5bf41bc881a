package io.taskmill.model.message;

/** Why a run's event was refused. */
public enum RefusalReason {
    /** The task has ended. */
    ENDED,
    /** The task was dispatched again since; this run belongs to an older epoch. */
    SUPERSEDED,
    /** Another run owns this epoch. */
    HELD,
    /** The run names an epoch that the task has not reached. */
    UNKNOWN_EPOCH,
    /** The run's session counts as lost. */
    SESSION_LOST
}
