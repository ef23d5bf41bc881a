package io.taskmill.model.explore.session;

import io.taskmill.model.explore.task.Rules;
import io.taskmill.model.message.SessionEvent;
import io.taskmill.model.session.LeaseWatch;
import io.taskmill.model.session.Session;
import io.taskmill.model.session.SessionTransition;
import java.time.Duration;

/** The rules of sessions: the model's own, and how projector and worker use them. */
interface SessionRules {

    SessionRules TRUE = new SessionRules() {};

    default SessionTransition.Outcome apply(Session session, SessionEvent event, int shards) {
        return SessionTransition.apply(session, event, shards);
    }

    default LeaseWatch.Ticked tick(LeaseWatch watch, String sender, Duration uptime) {
        return watch.tick(sender, uptime);
    }

    /** Whether a worker's own lease, once over, stays over for whatever must not overlap. */
    default boolean lapsedLeasesStayOver() {
        return true;
    }

    /** How often the control queue must be found gone. */
    default int looks() {
        return 2;
    }

    /** Whether a heartbeat that is folded between two looks shows that the session lives. */
    default boolean heartbeatIsLife() {
        return true;
    }

    /** Whether a strict task of a session that was found cut off waits until its lease is over. */
    default boolean strictWaitsForLease() {
        return true;
    }

    default Rules ofTasks() {
        return Rules.TRUE;
    }
}
