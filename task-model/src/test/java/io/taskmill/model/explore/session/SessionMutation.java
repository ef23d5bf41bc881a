package io.taskmill.model.explore.session;

import io.taskmill.model.explore.task.Mutation;
import io.taskmill.model.explore.task.Rules;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.SessionEvent;
import io.taskmill.model.session.LeaseWatch;
import io.taskmill.model.session.LeaseWatch.Sender;
import io.taskmill.model.session.Session;
import io.taskmill.model.session.Session.Status;
import io.taskmill.model.session.SessionTransition;
import java.time.Duration;
import java.util.List;

/** One rule of sessions left out at a time. */
enum SessionMutation implements SessionRules {
    LEASE_COUNTED_FROM_THE_FIRST_TICK(SessionSettings.LINGER) {
        @Override
        public LeaseWatch.Ticked tick(LeaseWatch watch, String sender, Duration uptime) {
            LeaseWatch.Ticked first = watch.tick(sender, uptime.minusNanos(1));
            return first.over().isEmpty() ? first.watch().tick(sender, uptime) : first;
        }
    },
    GAPS_IGNORED(SessionSettings.STALLS) {
        @Override
        public LeaseWatch.Ticked tick(LeaseWatch watch, String sender, Duration uptime) {
            LeaseWatch filled = watch;
            Sender before = watch.senders().get(sender);
            Duration at = before == null ? uptime : before.last().plus(Beats.STEP);
            for (; at.compareTo(uptime) < 0; at = at.plus(Beats.STEP)) {
                LeaseWatch.Ticked between = filled.tick(sender, at);
                if (!between.over().isEmpty()) {
                    return between;
                }
                filled = between.watch();
            }
            return filled.tick(sender, uptime);
        }
    },
    LOST_SESSION_REVIVES(SessionSettings.DEATH) {
        @Override
        public SessionTransition.Outcome apply(Session session, SessionEvent event, int shards) {
            return event instanceof Heartbeat && session.status() == Status.LOST
                    ? new SessionTransition.Outcome(revived(session), false)
                    : super.apply(session, event, shards);
        }
    },
    ONE_LOOK_IS_ENOUGH(SessionSettings.PROBE) {
        @Override
        public int looks() {
            return 1;
        }
    },
    HEARTBEAT_BETWEEN_LOOKS_IS_NO_LIFE(SessionSettings.PROBE) {
        @Override
        public boolean heartbeatIsLife() {
            return false;
        }
    },
    STRICT_TASK_DOES_NOT_WAIT_FOR_THE_LEASE(SessionSettings.STRICT_PROBED_TASK) {
        @Override
        public boolean strictWaitsForLease() {
            return false;
        }
    },
    LAPSED_LEASE_IS_RENEWED(SessionSettings.STRICT_TASK) {
        @Override
        public boolean lapsedLeasesStayOver() {
            return false;
        }
    },
    LOST_SESSION_NOT_RECORDED_BY_THE_TASKS_SHARD(SessionSettings.PROBED_TASK) {
        @Override
        public Rules ofTasks() {
            return Mutation.SESSION_LOST_NOT_RECORDED;
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // it is, but for what the checker cannot see
    private final SessionSetting setting;

    SessionMutation(SessionSetting setting) {
        this.setting = setting;
    }

    /** Where it shows. */
    SessionSetting setting() {
        return setting;
    }

    @Override
    public SessionTransition.Outcome apply(Session session, SessionEvent event, int shards) {
        return SessionTransition.apply(session, event, shards);
    }

    @Override
    public LeaseWatch.Ticked tick(LeaseWatch watch, String sender, Duration uptime) {
        return watch.tick(sender, uptime);
    }

    private static Session revived(Session session) {
        return new Session(
                session.id(),
                Status.ACTIVE,
                session.beat() + 1,
                session.started(),
                session.lastHeartbeat(),
                session.worker(),
                List.of(),
                List.of());
    }
}
