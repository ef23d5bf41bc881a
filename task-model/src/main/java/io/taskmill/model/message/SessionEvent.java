package io.taskmill.model.message;

/** What can happen to one worker session. */
public sealed interface SessionEvent
        permits Heartbeat, SessionEnded, ConnectionGone, LeaseOver, SessionOutboxPublished {

    String session();
}
