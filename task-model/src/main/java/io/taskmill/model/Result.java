package io.taskmill.model;

/** How a task ended. */
public enum Result {
    /** Of FINISHED. */
    SUCCESS,
    /** Of FAILED and CANCELLED: there was nothing to roll back, or nobody asked for it. */
    FAILURE,
    /** Of FAILED and CANCELLED: all that its runs had pushed was rolled back. */
    CLEAN_SUCCESS,
    /** Of FAILED and CANCELLED: rolling back has failed, and some of it is left. */
    CLEAN_FAILURE
}
