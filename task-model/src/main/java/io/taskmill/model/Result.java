package io.taskmill.model;

/** How a task ended. */
public enum Result {
    /** Of FINISHED. */
    SUCCESS,
    /** Of FAILED and CANCELLED: there was nothing to roll back, or nobody asked for it. */
    FAILURE
}
