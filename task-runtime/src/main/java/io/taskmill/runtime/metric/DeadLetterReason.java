package io.taskmill.runtime.metric;

/** Why a message was kept as a dead letter. */
public enum DeadLetterReason {
    /** It is no message that may lie in this queue. */
    UNDECODABLE
}
