package io.taskmill.projector.queue;

import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.WorkQueueLook;
import io.taskmill.model.WorkQueue;
import io.taskmill.projector.queue.Emptiness.Look;
import io.taskmill.projector.queue.Emptiness.Proof;
import io.taskmill.projector.tick.Replica;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** Looks every few seconds at the work queues in which tasks of this replica's shards wait. */
public final class QueueWatch {

    private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final WorkQueueLook work;
    private final Replica replica;
    private final Clock clock;

    /** In which queues tasks wait, by shard; filled by the threads of the shards. */
    private final Map<Integer, Set<WorkQueue>> wanted = new ConcurrentHashMap<>();

    private final Map<WorkQueue, Emptiness> known = new ConcurrentHashMap<>();

    public QueueWatch(WorkQueueLook work, Replica replica, Clock clock) {
        this.work = work;
        this.replica = replica;
        this.clock = clock;
    }

    public void start(TaskScheduler scheduler) {
        var _ = scheduler.scheduleWithFixedDelay(this::look, INTERVAL);
    }

    /** Tasks of the shard wait in these queues and in no others. */
    public void watch(int shard, Collection<WorkQueue> queues) {
        if (queues.isEmpty()) {
            wanted.remove(shard);
        } else {
            wanted.put(shard, Set.copyOf(queues));
        }
    }

    /** The last time that the queue is known to have held nothing. */
    Optional<Proof> empty(WorkQueue queue) {
        return Optional.ofNullable(known.getOrDefault(queue, Emptiness.UNKNOWN).proven());
    }

    private void look() {
        Set<WorkQueue> queues = new TreeSet<>();
        wanted.values().forEach(queues::addAll);
        known.keySet().retainAll(queues);
        try {
            for (WorkQueue queue : queues) {
                Look look = new Look(clock.instant(), replica.uptime());
                OptionalInt ready = work.ready(queue);
                if (ready.isEmpty()) {
                    LOG.warn("work queue was missing and is declared again queue={}", queue);
                }
                known.merge(queue, Emptiness.UNKNOWN.looked(look, ready), (before, _) -> before.looked(look, ready));
            }
        } catch (MessagingException e) {
            LOG.debug("no look at work queues reason={}", e.getMessage()); // connections tell of their outages
        }
    }
}
