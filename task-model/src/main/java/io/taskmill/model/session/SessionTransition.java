package io.taskmill.model.session;

import io.taskmill.model.message.ConnectionGone;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.LeaseOver;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.message.SessionEvent;
import io.taskmill.model.message.SessionOutboxPublished;
import io.taskmill.model.session.Session.Status;
import java.util.List;
import java.util.Locale;
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
            case ConnectionGone gone -> over(session, gone.session(), Status.GONE, shards);
            case LeaseOver lease -> over(session, lease.session(), Status.LOST, shards);
            case SessionOutboxPublished published -> told(session, published);
        };
    }

    private static Outcome heartbeat(@Nullable Session session, Heartbeat heartbeat) {
        if (session == null) {
            return new Outcome(Session.opened(heartbeat), false);
        }
        if (session.status() != Status.ACTIVE) {
            return new Outcome(session, true);
        }
        return new Outcome(heartbeat.beat() <= session.beat() ? session : session.renewed(heartbeat), false);
    }

    /** What is over stays so; of one that was merely cut off its lease is over at last. */
    private static Outcome over(@Nullable Session session, String id, Status verdict, int shards) {
        if (session == null) {
            return new Outcome(Session.over(id, verdict, shards), false);
        }
        boolean changes =
                session.status() == Status.ACTIVE || (session.status() == Status.GONE && verdict == Status.LOST);
        return new Outcome(changes ? session.over(verdict, shards) : session, false);
    }

    private static Outcome told(@Nullable Session session, SessionOutboxPublished published) {
        if (session == null) {
            return new Outcome(null, false);
        }
        List<Integer> left = session.untold().stream()
                .filter(shard -> !published.entries().contains(outboxId(session.status(), shard)))
                .toList();
        return new Outcome(left.size() == session.untold().size() ? session : session.withUntold(left), false);
    }

    /** The name of the outbox entry that tells a shard of that status. */
    public static String outboxId(Status status, int shard) {
        return status.name().toLowerCase(Locale.ROOT) + "-" + shard;
    }
}
