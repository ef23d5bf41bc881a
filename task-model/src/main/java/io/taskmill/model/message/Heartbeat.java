package io.taskmill.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskmill.model.Defaulted;
import io.taskmill.model.Names;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkerInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker session lives.
 *
 * @param beat counts up from 1 within the session
 * @param at by the worker's clock; shown, never compared with another machine's
 * @param suspects those that run in it, told before they begin: should the session be lost, they are blamed
 * @param pauses the revision of the pauses that the session knows, -1 before it knows any; null if it does not want to
 *     know, as older builds
 */
public record Heartbeat(
        String session,
        long beat,
        Instant at,
        WorkerInfo worker,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Defaulted
        List<TaskId> suspects,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long pauses)
        implements ShardMessage, SessionEvent {

    public Heartbeat {
        Names.requireId("session", session);
        suspects = suspects == null ? List.of() : List.copyOf(suspects);
    }

    /** That of a session in which no suspect runs, and which does not ask for pauses. */
    public Heartbeat(String session, long beat, Instant at, WorkerInfo worker) {
        this(session, beat, at, worker, List.of(), null);
    }
}
