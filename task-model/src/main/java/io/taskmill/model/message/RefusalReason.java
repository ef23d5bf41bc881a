package io.taskmill.model.message;

/** Why an event was refused. */
public enum RefusalReason {
    /** The task has ended, or its epoch has. */
    ENDED,
    /** The task has not ended, or has ended well, so that there is nothing to retry. */
    NOT_FAILED,
    /** The task has not failed, its runs have left nothing to undo, or its policy is that nothing is undone. */
    NOTHING_TO_UNDO,
    /** The task has as many rollbacks as it can have. */
    TOO_MANY_ROLLBACKS,
    /** The task has not ended, so that there is nothing to delete. */
    NOT_ENDED,
    /** A run has begun, so that it is too late to change what it waits for. */
    STARTED,
    /** The task was dispatched again since; the event belongs to an older epoch. */
    SUPERSEDED,
    /** Another run owns this epoch. */
    HELD,
    /** The event names an epoch that the task has not reached. */
    UNKNOWN_EPOCH,
    /** The run's session counts as lost. */
    SESSION_LOST
}
