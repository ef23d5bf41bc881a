package io.taskmill.model.message;

import io.taskmill.model.Names;

/**
 * The control queue that the session owns was found gone at one look. Its own shard looks once more: there its heartbeats
 * are folded, which tell whether it lives all the same.
 */
public record SessionGone(String session) implements ShardMessage {

    public SessionGone {
        Names.requireId("session", session);
    }
}
