package io.taskmill.model.message;

import io.taskmill.model.Names;

/**
 * Tells a shard that a session is over: whatever of it is still unfinished there is dispatched again, also runs whose
 * START is folded only later.
 *
 * @param crashed false when the session ended in good order
 */
public record SessionLost(String session, boolean crashed) implements ShardMessage {

    public SessionLost {
        Names.requireId("session", session);
    }
}
