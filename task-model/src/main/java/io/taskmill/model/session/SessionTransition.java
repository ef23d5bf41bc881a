package io.taskmill.model.session;

import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.LeaseOver;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.message.SessionEvent;
import io.taskmill.model.message.SessionGone;
import io.taskmill.model.message.SessionOutboxPublished;
import io.taskmill.model.session.Session.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what an event makes of a session. Pure. A session that is over never revives. */
public final class SessionTransition {

    private SessionTransition() {}

    /**
     * What became of the event.
     *
     * @param session the session afterwards; null when there is none
     * @param tellItIsOver whether the sender has to be told that its session is over
     */
    public record Outcome(@Nullable Session session, boolean tellItIsOver) {}

    /** @param shards how many shards are to be told when the session is over */
    public static Outcome apply(@Nullable Session session, SessionEvent event, int shards) {
        return switch (event) {
            case Heartbeat heartbeat -> heartbeat(session, heartbeat);
            case SessionEnded ended -> over(session, ended.session(), Status.ENDED, shards);
            case SessionGone gone -> over(session, gone.session(), Status.LOST, shards);
            case LeaseOver lease -> over(session, lease.session(), Status.LOST, shards);
            case SessionOutboxPublished published -> told(session, published);
        };
    }

    private static Outcome heartbeat(@Nullable Session session, Heartbeat heartbeat) {
        if (session == null) {
            return new Outcome(
                    new Session(
                            heartbeat.session(),
                            Status.ACTIVE,
                            heartbeat.beat(),
                            heartbeat.at(),
                            heartbeat.at(),
                            heartbeat.worker(),
                            List.of()),
                    false);
        }
        if (session.status() != Status.ACTIVE) {
            return new Outcome(session, true);
        }
        if (heartbeat.beat() <= session.beat()) {
            return new Outcome(session, false);
        }
        return new Outcome(
                new Session(
                        session.id(),
                        Status.ACTIVE,
                        heartbeat.beat(),
                        session.started(),
                        heartbeat.at(),
                        heartbeat.worker(),
                        List.of()),
                false);
    }

    private static Outcome over(@Nullable Session session, String id, Status verdict, int shards) {
        if (session == null) {
            return new Outcome(Session.over(id, verdict, shards), false);
        }
        return new Outcome(session.status() == Status.ACTIVE ? session.over(verdict, shards) : session, false);
    }

    private static Outcome told(@Nullable Session session, SessionOutboxPublished published) {
        if (session == null) {
            return new Outcome(null, false);
        }
        List<Integer> left = session.untold().stream()
                .filter(shard -> !published.entries().contains(outboxId(shard)))
                .toList();
        return new Outcome(left.size() == session.untold().size() ? session : session.withUntold(left), false);
    }

    /** The name of the outbox entry that tells a shard. */
    public static String outboxId(int shard) {
        return "lost-" + shard;
    }
}
