package io.taskmill.runtime.session;

import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.UndecodableException;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Shards;
import io.taskmill.model.TaskId;
import io.taskmill.model.WorkerInfo;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.Heartbeat;
import io.taskmill.model.message.SessionEnded;
import io.taskmill.model.session.LeaseWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * This process as the projectors know it: one heartbeat every three seconds, one lease that covers all of its runs, and a
 * control queue that goes with its connection, by which others can tell that it is gone.
 */
public final class WorkerSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerSession.class);

    static final Duration HEARTBEAT = Duration.ofSeconds(3);

    /** How late a heartbeat may be that is to be sent at once. */
    private static final Duration CHECK = Duration.ofMillis(100);

    private static final int CONTROL_PREFETCH = 1_000;

    /** Told what comes through the control queue, on the connection's own thread: it must not block. */
    public interface Listener {

        void granted(ControlMessage.Granted granted);

        void refused(ControlMessage.Refused refused);

        void cancelled(ControlMessage.CancelRun cancelled);

        /** What is paused by now. */
        void paused(ControlMessage.PausesKnown pauses);

        /** A heartbeat was confirmed after the lease had run out: others may have begun what only a lease keeps them from. */
        void lapsed();

        /** The session counts as lost: nothing that it does counts any more. */
        void over();

        /** Something else lay in the control queue; it is to be acknowledged when it is kept elsewhere. */
        void undecodable(Received received, String reason);

        /** The control queue was gone for a while: answers may have been lost. */
        void reattached();
    }

    private final String id;
    private final Shards shards;
    private final WireCodec codec;
    private final Publisher publisher;
    private final Supplier<WorkerInfo> info;
    private final Supplier<List<TaskId>> suspects;
    private final LongSupplier pauses;
    private final Listener listener;
    private final Clock clock;
    private final Subscription control;
    private final ThreadPoolTaskScheduler heartbeats = new ThreadPoolTaskScheduler();
    private final AtomicLong beats = new AtomicLong();
    private final CountDownLatch firstHeartbeat = new CountDownLatch(1);

    /** Whether the next heartbeat must not wait for its time: the last one, or the answer to it, may not have arrived. */
    private volatile boolean unheard = true;

    /** The {@link System#nanoTime} of the last heartbeat's sending. */
    private volatile long lastSent;

    /** The {@link System#nanoTime} up to which the lease is known to stand; 0 before the first confirm. */
    private final AtomicLong leaseEnd = new AtomicLong();

    /** @param pauses the revision of the pauses that are known, which each heartbeat tells */
    public WorkerSession(
            String id,
            Shards shards,
            WireCodec codec,
            Publisher publisher,
            BrokerConnection connection,
            Supplier<WorkerInfo> info,
            Supplier<List<TaskId>> suspects,
            LongSupplier pauses,
            Listener listener,
            Clock clock,
            RandomGenerator random) {
        this.id = id;
        this.shards = shards;
        this.codec = codec;
        this.publisher = publisher;
        this.info = info;
        this.suspects = suspects;
        this.pauses = pauses;
        this.listener = listener;
        this.clock = clock;
        heartbeats.setThreadNamePrefix("heartbeat-");
        heartbeats.setDaemon(true);
        heartbeats.initialize();
        this.control = Subscription.owning(
                connection, Topology.controlQueue(id), CONTROL_PREFETCH, new ControlReceiver(), random);
    }

    public String id() {
        return id;
    }

    /** Starts the heartbeats and waits until the broker has the first: only then may anything run in this session. */
    public void open() throws InterruptedException {
        control.start();
        var _ = heartbeats.scheduleWithFixedDelay(this::beatIfDue, CHECK);
        firstHeartbeat.await();
        LOG.info("session opened session={}", id);
    }

    /**
     * How long this worker's own lease will stand without another heartbeat, counted from the sending of the last confirmed
     * one; never negative.
     */
    public Duration leaseLeft() {
        long end = leaseEnd.get();
        return end == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /**
     * At once when the broker did not take the last one, and when the control queue is back, by which a session that was
     * lost meanwhile is told so: a process that was frozen or cut off should not work on in vain for a heartbeat's time.
     */
    private void beatIfDue() {
        if (unheard || System.nanoTime() - lastSent >= HEARTBEAT.toNanos()) {
            var _ = beat();
        }
    }

    /** Sends a heartbeat; completes with whether the broker has it. */
    public CompletableFuture<Boolean> beat() {
        long sent = System.nanoTime();
        unheard = false;
        lastSent = sent;
        Heartbeat heartbeat = new Heartbeat(
                id, beats.incrementAndGet(), clock.instant(), info.get(), suspects.get(), pauses.getAsLong());
        return publisher
                .publish(Outbound.event(shards.of(id), codec.encode(heartbeat)))
                .outcome()
                .thenApply(outcome -> {
                    boolean taken = outcome instanceof PublishOutcome.Accepted;
                    if (taken) {
                        tellIfLapsed();
                        leaseEnd.accumulateAndGet(sent + LeaseWatch.LEASE.toNanos(), WorkerSession::later);
                        firstHeartbeat.countDown();
                    } else {
                        unheard = true;
                    }
                    return taken;
                });
    }

    /** A lease that was over is not as good as one that never was: the session may be counted as lost by now. */
    private void tellIfLapsed() {
        long end = leaseEnd.get();
        if (end != 0 && System.nanoTime() - end > 0) {
            listener.lapsed();
        }
    }

    private static long later(long known, long confirmed) {
        return known == 0 || confirmed - known > 0 ? confirmed : known;
    }

    private final class ControlReceiver implements Subscription.Receiver {

        @Override
        public void delivered(Received received) {
            try {
                told(codec.decodeControlMessage(received.delivery().body()));
                received.acknowledge();
            } catch (UndecodableException e) {
                listener.undecodable(received, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void reopened() {
            unheard = true;
            listener.reattached();
        }
    }

    private void told(ControlMessage message) {
        switch (message) {
            case ControlMessage.Granted granted -> listener.granted(granted);
            case ControlMessage.Refused refused -> listener.refused(refused);
            case ControlMessage.CancelRun cancelled -> listener.cancelled(cancelled);
            case ControlMessage.SessionOver over -> {
                if (over.session().equals(id)) {
                    listener.over();
                }
            }
            case ControlMessage.PausesKnown known -> listener.paused(known);
            case ControlMessage.Probe _ -> LOG.debug("probed session={}", id);
        }
    }

    /** Ends in good order: what still ran is given back at once instead of after the lease. */
    public void end(Duration timeout) throws InterruptedException {
        heartbeats.shutdown();
        PublishOutcome outcome = publisher
                .publish(Outbound.event(shards.of(id), codec.encode(new SessionEnded(id))))
                .await(timeout);
        LOG.info("session ended session={} told={}", id, outcome instanceof PublishOutcome.Accepted);
        close();
    }

    /** Stops the heartbeats and gives up the control queue. */
    @Override
    public void close() {
        heartbeats.shutdown();
        control.close();
    }
}
