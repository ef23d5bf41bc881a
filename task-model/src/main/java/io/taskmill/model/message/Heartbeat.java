package io.taskmill.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.model.Defaulted;
import io.taskmill.model.Names;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkerInfo;
import java.time.Instant;
import java.util.List;

/**
 * A worker session lives.
 *
 * @param beat counts up from 1 within the session
 * @param at by the worker's clock; shown, never compared with another machine's
 * @param suspects those that run in it, told before they begin: should the session be lost, they are blamed
 */
public record Heartbeat(
        String session,
        long beat,
        Instant at,
        WorkerInfo worker,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        List<TaskId> suspects)
        implements ShardMessage, SessionEvent {

    public Heartbeat {
        Names.requireId("session", session);
        suspects = suspects == null ? List.of() : List.copyOf(suspects);
    }

    /** That of a session in which no suspect runs. */
    public Heartbeat(String session, long beat, Instant at, WorkerInfo worker) {
        this(session, beat, at, worker, List.of());
    }
}
