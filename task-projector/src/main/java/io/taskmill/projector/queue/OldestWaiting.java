package io.taskmill.projector.queue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Shows for each work queue how long the task that waits longest has waited, of the shards that this replica folds. */
public final class OldestWaiting {

    /** Queues told apart; all further ones are left out. */
    private static final int MAX_QUEUES = 300;

    private final MultiGauge gauge;
    private final Clock clock;

    /** Guards {@link #since}; the threads of all shards come here. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Integer, Map<WorkQueue, Instant>> since = new HashMap<>();

    public OldestWaiting(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.gauge = MultiGauge.builder("taskmill.projector.oldest.waiting")
                .description("How long the task that waits longest for a worker has waited, by work queue")
                .baseUnit("seconds")
                .register(registry);
    }

    /** @param longest the task that waits longest in each queue of the shard where any waits */
    public void found(int shard, Map<WorkQueue, Task> longest) {
        Map<WorkQueue, Instant> waiting = new HashMap<>();
        longest.forEach((queue, task) -> task.waitingSince().ifPresent(at -> waiting.put(queue, at)));
        lock.lock();
        try {
            Map<WorkQueue, Instant> before = since.put(shard, waiting);
            if (before == null || !before.keySet().equals(waiting.keySet())) {
                register();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Another replica folds the shard now. */
    public void forget(int shard) {
        lock.lock();
        try {
            since.remove(shard);
            register();
        } finally {
            lock.unlock();
        }
    }

    private void register() {
        Map<WorkQueue, Integer> queues = new TreeMap<>();
        since.values().forEach(waiting -> waiting.keySet().forEach(queue -> queues.put(queue, 0)));
        gauge.register(
                queues.keySet().stream()
                        .limit(MAX_QUEUES)
                        .map(queue -> MultiGauge.Row.of(
                                Tags.of(
                                        "pool", queue.pool(),
                                        "priority", queue.lane()),
                                queue,
                                this::seconds))
                        .toList(),
                true);
    }

    private double seconds(WorkQueue queue) {
        lock.lock();
        try {
            Instant now = clock.instant();
            return since.values().stream()
                    .map(waiting -> waiting.get(queue))
                    .filter(at -> at != null && at.isBefore(now))
                    .mapToDouble(at -> Duration.between(at, now).toMillis() / 1_000.0)
                    .max()
                    .orElse(0);
        } finally {
            lock.unlock();
        }
    }
}
