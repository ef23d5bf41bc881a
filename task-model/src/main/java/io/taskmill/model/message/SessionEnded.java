package io.taskmill.model.message;

import io.taskmill.model.Names;

/** A worker session ends in good order; what it still ran is given back. */
public record SessionEnded(String session) implements ShardMessage, SessionEvent {

    public SessionEnded {
        Names.requireId("session", session);
    }
}
