package io.taskmill.model.session;

import io.taskmill.model.WorkerInfo;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One worker process as it is known.
 *
 * @param beat the highest heartbeat folded
 * @param worker null when only the session's loss was heard of
 * @param untold the shards that have yet to be told that the session is over: its outbox
 */
public record Session(
        String id,
        Status status,
        long beat,
        @Nullable Instant started,
        @Nullable Instant lastHeartbeat,
        @Nullable WorkerInfo worker,
        List<Integer> untold) {

    /** Where a session is. It never comes back from the last two. */
    public enum Status {
        /** Its lease is renewed. Left by its end or its loss. */
        ACTIVE,
        /** It ended in good order. */
        ENDED,
        /** Its lease ran out, or its connection was found gone. */
        LOST
    }

    public Session {
        untold = List.copyOf(untold);
    }

    static Session over(String id, Status status, int shards) {
        return new Session(
                id,
                status,
                0,
                null,
                null,
                null,
                IntStream.range(0, shards).boxed().toList());
    }

    Session over(Status verdict, int shards) {
        return new Session(
                id,
                verdict,
                beat,
                started,
                lastHeartbeat,
                worker,
                IntStream.range(0, shards).boxed().toList());
    }

    Session withUntold(List<Integer> shards) {
        return new Session(id, status, beat, started, lastHeartbeat, worker, shards);
    }
}
