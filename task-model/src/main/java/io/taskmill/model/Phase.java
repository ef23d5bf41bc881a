package io.taskmill.model;

/** Why a task is where it is. Which phase may follow which is told by {@code PhaseTable} alone. */
public enum Phase {
    /** Its command lies in a work queue, or is about to. The START of a run moves it on. */
    QUEUED,
    /** A run owns it. The end of that run moves it on, or the loss of the session it runs in. */
    RUNNING,
    /** Ended. */
    DONE
}
