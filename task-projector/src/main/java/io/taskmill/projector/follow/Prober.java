package io.taskmill.projector.follow;

import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.message.ControlMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Finds out sooner than the lease that a worker is gone: its control queue goes with its connection. Gone at two looks,
 * three seconds apart, ends the session; a worker that merely connected anew is back by then.
 */
public final class Prober {

    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private final FollowUps followUps;
    private final TaskScheduler scheduler;
    private final Clock clock;
    private final Set<String> underProbe = ConcurrentHashMap.newKeySet();

    public Prober(FollowUps followUps, TaskScheduler scheduler, Clock clock) {
        this.followUps = followUps;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Looks after the session, unless that is being done already. */
    public void probe(String session) {
        if (underProbe.add(session)) {
            look(session, () -> later(() -> look(session, () -> gone(session))));
        }
    }

    private void look(String session, Runnable whenGone) {
        var _ = followUps.tell(session, new ControlMessage.Probe()).thenAccept(outcome -> {
            if (outcome instanceof PublishOutcome.Returned) {
                whenGone.run();
            } else {
                underProbe.remove(session);
            }
        });
    }

    private void later(Runnable look) {
        var _ = scheduler.schedule(look, clock.instant().plus(BETWEEN_LOOKS));
    }

    private void gone(String session) {
        LOG.info("session gone at two looks session={}", session);
        var _ = followUps.sessionGone(session).thenRun(() -> underProbe.remove(session));
    }
}
