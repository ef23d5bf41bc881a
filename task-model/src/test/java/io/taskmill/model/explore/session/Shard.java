package io.taskmill.model.explore.session;

import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.ConnectionGone;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.LeaseOver;
import io.taskmill.model.message.SessionEvent;
import io.taskmill.model.session.Session;
import io.taskmill.model.session.Session.Status;
import io.taskmill.model.session.SessionTransition.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shard of the session folds what the broker has taken, in that order, and at once: what a fold that comes later would
 * see is the same, since leases are measured by what ticks tell and not by when they are folded.
 */
final class Shard {

    static final String SESSION = "session-0";
    private static final int SHARDS = 2;
    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");
    private static final WorkerInfo WORKER = new WorkerInfo("worker", "host", 1, "1", List.of("default"), 1, 0);

    private final SessionRules rules;
    private final Map<Session, Session> sessions = new HashMap<>();

    Shard(SessionRules rules) {
        this.rules = rules;
    }

    /** The first heartbeat was folded. */
    static Session opened() {
        return new Session(SESSION, Status.ACTIVE, 1, NOW, NOW, WORKER, List.of(), List.of());
    }

    Moment heartbeat(Moment moment) {
        Heartbeat next = new Heartbeat(SESSION, moment.session().beat() + 1, NOW, WORKER);
        return fold(rules.heartbeatIsLife() ? moment.lookedAgain(0) : moment, next);
    }

    Moment gone(Moment moment) {
        return fold(moment, new ConnectionGone(SESSION));
    }

    Moment leaseOver(Moment moment) {
        return fold(moment, new LeaseOver(SESSION));
    }

    /** As the projector's folder of sessions does it. */
    private Moment fold(Moment moment, SessionEvent event) {
        Outcome outcome = rules.apply(moment.session(), event, SHARDS);
        Session session = sameBeat(outcome.session() == null ? moment.session() : outcome.session());
        Watch watch =
                switch (session.status()) {
                    case ACTIVE -> moment.watch().renewed();
                    case GONE -> outcome.tellItIsOver() ? moment.watch().renewed() : moment.watch();
                    case ENDED, LOST -> moment.watch().forgotten();
                };
        Moment folded = moment.with(interned(session), watch);
        return outcome.tellItIsOver() ? folded.with(moment.beats().told()) : folded;
    }

    /** Each heartbeat is the next one, so it makes no difference how many there were. */
    private static Session sameBeat(Session session) {
        return new Session(
                session.id(),
                session.status(),
                1,
                session.started(),
                session.lastHeartbeat(),
                session.worker(),
                session.suspects(),
                session.untold());
    }

    Session interned(Session session) {
        return sessions.computeIfAbsent(session, same -> same);
    }
}
