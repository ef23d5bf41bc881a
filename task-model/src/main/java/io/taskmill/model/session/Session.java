package io.taskmill.model.session;

import io.taskmill.model.TaskId;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.SessionLoss;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One worker process as it is known.
 *
 * @param beat the highest heartbeat folded
 * @param worker null when only the session's loss was heard of
 * @param suspects those that ran in it by its last heartbeat
 * @param untold the shards that have yet to be told of its status: its outbox; none while it is ACTIVE
 */
public record Session(
        String id,
        Status status,
        long beat,
        @Nullable Instant started,
        @Nullable Instant lastHeartbeat,
        @Nullable WorkerInfo worker,
        List<TaskId> suspects,
        List<Integer> untold) {

    /** Where a session is. Once it was ACTIVE no more it never is again. */
    public enum Status {
        /** Its lease is renewed. Left by its end, by the end of its lease, or when it is found cut off. */
        ACTIVE,
        /** It was found cut off, and its worker may still believe in its lease. Left by the end of the lease. */
        GONE,
        /** It ended in good order. */
        ENDED,
        /** Its lease is over. */
        LOST
    }

    public Session {
        suspects = List.copyOf(suspects);
        untold = List.copyOf(untold);
    }

    /** One in which no suspect ran. */
    public Session(
            String id,
            Status status,
            long beat,
            @Nullable Instant started,
            @Nullable Instant lastHeartbeat,
            @Nullable WorkerInfo worker,
            List<Integer> untold) {
        this(id, status, beat, started, lastHeartbeat, worker, List.of(), untold);
    }

    /** One that is heard of for the first time. */
    static Session opened(Heartbeat first) {
        return new Session(
                first.session(),
                Status.ACTIVE,
                first.beat(),
                first.at(),
                first.at(),
                first.worker(),
                first.suspects(),
                List.of());
    }

    static Session over(String id, Status status, int shards) {
        return new Session(id, status, 0, null, null, null, List.of(), all(shards));
    }

    Session renewed(Heartbeat heartbeat) {
        return new Session(
                id,
                Status.ACTIVE,
                heartbeat.beat(),
                started,
                heartbeat.at(),
                heartbeat.worker(),
                heartbeat.suspects(),
                List.of());
    }

    Session over(Status verdict, int shards) {
        return new Session(id, verdict, beat, started, lastHeartbeat, worker, suspects, all(shards));
    }

    Session withUntold(List<Integer> shards) {
        return new Session(id, status, beat, started, lastHeartbeat, worker, suspects, shards);
    }

    private static List<Integer> all(int shards) {
        return IntStream.range(0, shards).boxed().toList();
    }

    /**
     * What shards are told of it.
     *
     * @throws IllegalStateException if it is not over
     */
    public SessionLoss loss() {
        return switch (status) {
            case ACTIVE -> throw new IllegalStateException("session " + id + " is not over");
            case ENDED -> SessionLoss.ENDED;
            case GONE -> new SessionLoss(true, suspects, true);
            case LOST -> new SessionLoss(true, suspects, false);
        };
    }
}
