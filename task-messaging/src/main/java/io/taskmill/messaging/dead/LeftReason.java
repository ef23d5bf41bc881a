package io.taskmill.messaging.dead;

/** Why a letter stays among the dead. */
public enum LeftReason {
    /** Nothing tells the queue that it was read from. */
    NO_ORIGIN,
    /** It names a queue that is no work queue and no event shard of this installation's. */
    REFUSED_ORIGIN,
    /** The queue that it was read from is there no more. */
    QUEUE_GONE,
    /** The broker has not confirmed it; it may lie in its queue all the same. */
    NOT_CONFIRMED,
    /** It was not come to: time, number of letters, or letters in front of it that stay. */
    NOT_REACHED
}
