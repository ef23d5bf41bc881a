package io.taskmill.projector.follow;

import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.model.message.ControlMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Finds out sooner than the lease that a worker is gone: its control queue goes with its connection. Who wants to know takes
 * the first look; when it finds nothing, the session's own shard takes the second one, some seconds later.
 */
public final class Prober {

    private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

    /** Each who is refused asks again every second; one look in this time is enough for all of them. */
    private static final Duration BETWEEN_NOTICES = Duration.ofSeconds(3);

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
            var _ = isThere(session).thenAccept(there -> {
                if (there) {
                    underProbe.remove(session);
                } else {
                    tell(session);
                }
            });
        }
    }

    /** One look: whether the session's control queue is there. Completes once the broker has said so. */
    public CompletableFuture<Boolean> isThere(String session) {
        return followUps
                .tell(session, new ControlMessage.Probe())
                .thenApply(outcome -> !(outcome instanceof PublishOutcome.Returned));
    }

    private void tell(String session) {
        LOG.info("session found gone at one look session={}", session);
        var _ = followUps.sessionGone(session).thenRun(() -> {
            var _ = scheduler.schedule(
                    () -> underProbe.remove(session), clock.instant().plus(BETWEEN_NOTICES));
        });
    }
}
