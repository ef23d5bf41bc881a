package io.taskmill.model.message;

import io.taskmill.model.Names;
import io.taskmill.model.WorkerInfo;
import java.time.Instant;

/**
 * A worker session lives.
 *
 * @param beat counts up from 1 within the session
 * @param at by the worker's clock; shown, never compared with another machine's
 */
public record Heartbeat(String session, long beat, Instant at, WorkerInfo worker)
        implements ShardMessage, SessionEvent {

    public Heartbeat {
        Names.requireId("session", session);
    }
}
