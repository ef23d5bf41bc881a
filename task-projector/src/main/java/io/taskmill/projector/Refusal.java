package io.taskmill.projector;

/** Ends the process because going on would do harm. */
interface Refusal {

    /** @param reason what is wrong and what to do, for the log */
    void refuse(String reason);
}
