package io.taskmill.runtime.intake;

import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.runtime.metric.WorkerMetrics;
import io.taskmill.runtime.run.Place;
import io.taskmill.runtime.run.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands from the work queues of some pools, by weight, whenever a slot is free. While none is, the queues are
 * left to others; what was delivered all the same and has waited a second goes back. Those of paused pools are left alone.
 */
public final class WorkIntake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkIntake.class);
    private static final Duration CHECK = Duration.ofMillis(25);
    private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

    /** Starts what was taken, at the place that was taken for it. Must not block. */
    public interface Starter {
        void start(Received received, Place place);
    }

    private final Slots slots;
    private final Starter starter;
    private final WorkerMetrics metrics;
    private final WeightedTurns<Lane> turns;
    private final Thread thread = Thread.ofPlatform().name("intake").daemon().unstarted(this::run);

    /** Guards {@link #lanes}, {@link #plan}, {@link #turns} and {@link #closed}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final List<Lane> lanes;
    private final FetchPlan plan;
    private boolean closed;

    public WorkIntake(
            BrokerConnection connection,
            Set<String> pools,
            Slots slots,
            Starter starter,
            WorkerMetrics metrics,
            RandomGenerator random) {
        this.slots = slots;
        this.starter = starter;
        this.metrics = metrics;
        this.lanes = Lane.all().stream()
                .map(lane -> withQueues(lane, connection, pools, random))
                .toList();
        this.turns = new WeightedTurns<>(lanes, Lane::weight);
        this.plan = new FetchPlan(slots, lanes);
    }

    private Lane withQueues(Lane lane, BrokerConnection connection, Set<String> pools, RandomGenerator random) {
        for (String pool : pools) {
            String queue = Topology.workQueue(lane.queue(pool));
            lane.add(queue, Subscription.onDemand(connection, queue, received -> delivered(lane, received), random));
        }
        return lane;
    }

    public void start() {
        thread.start();
        lanes.forEach(lane -> lane.subscriptions().forEach(Subscription::start));
    }

    /** A slot became free. */
    public void slotFreed() {
        lock.lock();
        try {
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leaves the queues of these pools alone, and of no others; what they have delivered and was not started goes back. Must
     * not block.
     */
    public void pause(Set<String> pools) {
        List<Received> back = new ArrayList<>();
        lock.lock();
        try {
            lanes.forEach(lane -> back.addAll(lane.pause(pools)));
            changed.signal();
        } finally {
            lock.unlock();
        }
        back.forEach(this::giveBack);
    }

    private void delivered(Lane lane, Received received) {
        boolean late;
        lock.lock();
        try {
            late = closed || lane.isPaused(received.delivery().queue());
            if (!late) {
                lane.delivered(received, System.nanoTime());
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            giveBack(received);
        }
    }

    private void giveBack(Received received) {
        metrics.requeued();
        received.requeue();
    }

    /** What one look at the lanes came to. */
    private record Step(@Nullable Taken start, List<Received> back) {}

    private record Taken(Received received, Place place) {}

    private void run() {
        try {
            boolean more = true;
            while (more) {
                more = step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts this thread but a JVM that ends
        }
    }

    /** Goes on whatever happens, memory that is short included: nobody else would take work in for this worker. */
    private boolean step() throws InterruptedException {
        try {
            Step step = next();
            if (step == null) {
                return false;
            }
            step.back().forEach(this::giveBack);
            if (step.start() != null) {
                start(step.start());
            }
        } catch (RuntimeException | Error e) {
            LOG.error("intake was disturbed and goes on", e);
            TimeUnit.NANOSECONDS.sleep(CHECK.toNanos());
        }
        return true;
    }

    private void start(Taken taken) {
        try {
            starter.start(taken.received(), taken.place());
        } catch (RuntimeException | Error e) {
            taken.place().leave();
            giveBack(taken.received());
            throw e;
        }
    }

    /** Waits for something to do; null at the end. */
    private @Nullable Step next() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                long now = System.nanoTime();
                plan.adapt(now);
                List<Received> back = overdue(now);
                Taken taken = take();
                if (taken != null || !back.isEmpty()) {
                    return new Step(taken, back);
                }
                Duration check = lanes.stream().anyMatch(lane -> lane.isRestless(now)) ? CHECK : IDLE_CHECK;
                var _ = changed.await(check.toMillis(), TimeUnit.MILLISECONDS);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private List<Received> overdue(long now) {
        List<Received> back = lanes.stream()
                .filter(lane -> lane.room(slots) == 0)
                .flatMap(lane -> lane.overdue(now).stream())
                .toList();
        if (!back.isEmpty()) {
            LOG.debug("no slot for a second, given back commands={}", back.size());
        }
        return back;
    }

    private @Nullable Taken take() {
        Set<Lane> candidates = new HashSet<>();
        for (Lane lane : lanes) {
            if (lane.hasWork() && lane.room(slots) > 0) {
                candidates.add(lane);
            }
        }
        return turns.next(candidates).flatMap(this::takeFrom).orElse(null);
    }

    private Optional<Taken> takeFrom(Lane lane) {
        return lane.place(slots).map(place -> {
            plan.started();
            return new Taken(lane.take(), place);
        });
    }

    /** Takes no more; what was delivered and not started goes back to its queue. */
    @Override
    public void close() {
        List<Received> back = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            lanes.forEach(lane -> back.addAll(lane.clear()));
            changed.signal();
        } finally {
            lock.unlock();
        }
        lanes.forEach(lane -> lane.subscriptions().forEach(Subscription::withdraw));
        back.forEach(this::giveBack);
    }

    /** Gives up the channels; what is unacknowledged goes back to its queue. */
    public void closeChannels() {
        lanes.forEach(lane -> lane.subscriptions().forEach(Subscription::close));
    }
}
