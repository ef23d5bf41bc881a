package io.taskmill.model.message;

import io.taskmill.model.Names;

/** The control queue that the session owns was found gone at two looks, and with it the session's connection. */
public record SessionGone(String session) implements ShardMessage, SessionEvent {

    public SessionGone {
        Names.requireId("session", session);
    }
}
