package io.taskmill.it.mortal;

/** Where a submission under an idempotency key breaks off: between each pair of its steps. */
public enum Death {
    /** The key was looked up, and the submission is valid. */
    BEFORE_RESERVE,
    /** The key is reserved, and nothing is published. */
    BEFORE_PUBLISH,
    /** The broker has confirmed the command. */
    BEFORE_MARK,
    /** The key is marked sent, and nobody was answered. */
    BEFORE_ANSWER,
    /** The lease of a request that broke off was taken over. */
    BEFORE_PUBLISH_AGAIN
}
