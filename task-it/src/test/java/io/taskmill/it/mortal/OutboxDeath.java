package io.taskmill.it.mortal;

/** Where a projector breaks off that has a follow-up to publish: after each of its steps. */
public enum OutboxDeath {
    /** The follow-up is written with the change that causes it, and nothing is published. */
    AFTER_WRITE,
    /** The broker has confirmed it, and the document still has it. */
    AFTER_CONFIRM,
    /** The document no longer has it. */
    AFTER_CLEAR
}
