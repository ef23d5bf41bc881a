package io.taskmill.model;

/** Why a task is where it is. Which phase may follow which is told by {@code PhaseTable} alone. */
public enum Phase {
    /** It is not to start before its time, which moves it on; so does a cancel. Its command is in no queue yet. */
    SCHEDULED,
    /**
     * Its command lies in a work queue, or is about to. The START of a run moves it on; so do a worker that does not have its
     * type, a cancel and a timeout.
     */
    QUEUED,
    /**
     * A worker has given its command back for want of its type. A worker that announces the type moves it on, or its time;
     * so do a run that has begun on the command all the same, a cancel and a timeout.
     */
    BLOCKED,
    /** A run owns it. The end of that run moves it on, the loss of the session it runs in, a cancel or a timeout. */
    RUNNING,
    /** Its run has ended and its children have not. The last end of theirs moves it on; a cancel and the deadline reach them. */
    WAITING_CHILDREN,
    /** A run carries out its end step. The end of that run moves it on, the loss of the session it runs in, a cancel or a timeout. */
    ENDING,
    /** An attempt has failed and another one follows. Its time moves it on; so do a cancel and the deadline. */
    RETRY_WAIT,
    /** It was cancelled while a run owned it. The end of that run moves it on, or the loss of its session. */
    ABORTING,
    /**
     * What its runs have done is being undone: its command lies in a work queue, a run owns it, or the next try waits for its
     * time. That all is undone moves it on, or that undoing it has failed too often.
     */
    CLEANING,
    /**
     * Ended. An explicit retry moves it on, or a rollback, of which only a failed or cancelled one has any; deleted, it stays
     * here until nothing is left of it.
     */
    DONE
}
