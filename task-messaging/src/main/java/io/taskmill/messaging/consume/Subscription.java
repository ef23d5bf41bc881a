package io.taskmill.messaging.consume;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.taskmill.messaging.Backoff;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Channels;
import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.OutageLog;
import io.taskmill.messaging.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes one queue message by message: either all that comes, with a prefetch, or as many as were asked for. When no
 * more is wanted the broker sends nothing, and what was delivered before can still be acknowledged. A lost channel is
 * opened again; acknowledgements of its messages are then without effect, since the broker delivers them again anyway.
 */
public final class Subscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final Duration CHECK = Duration.ofMillis(250);

    /** Told of deliveries and of lost channels, on the connection's own thread: it must not block. */
    public interface Receiver {

        void delivered(Received received);

        /** The messages of the channel before will be delivered again, here or elsewhere. */
        default void reopened() {}
    }

    private final BrokerConnection connection;
    private final String name;
    private final Receiver receiver;
    private final Demand demand;
    private final Preparation preparation;
    private final Backoff backoff;
    private final Thread thread;

    /** Guards {@link #closing} and {@link #broken}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private boolean closing;
    private boolean broken = true;

    /** Whether the queue was deleted as far as is known. */
    private volatile boolean queueMissing;

    private volatile @Nullable QueueConsumer consumer;

    /** One that delivers all that comes. */
    public Subscription(
            BrokerConnection connection, String queue, int prefetch, Receiver receiver, RandomGenerator random) {
        this(connection, queue, Demand.endless(prefetch), receiver, Preparation.none(queue), random);
    }

    /** One that delivers as many as {@link #ask} says. */
    public static Subscription onDemand(
            BrokerConnection connection, String queue, Receiver receiver, RandomGenerator random) {
        return new Subscription(connection, queue, Demand.none(), receiver, Preparation.none(queue), random);
    }

    private Subscription(
            BrokerConnection connection,
            String name,
            Demand demand,
            Receiver receiver,
            Preparation preparation,
            RandomGenerator random) {
        this.connection = connection;
        this.name = name;
        this.demand = demand;
        this.receiver = receiver;
        this.preparation = preparation;
        this.backoff = new Backoff(random);
        this.thread = Thread.ofPlatform().name("consumer-" + name).daemon().unstarted(this::run);
    }

    /** A queue that belongs to this subscription's connection and goes with it. */
    public static Subscription owning(
            BrokerConnection connection, String queue, int prefetch, Receiver receiver, RandomGenerator random) {
        return new Subscription(
                connection, queue, Demand.endless(prefetch), receiver, Preparation.owning(queue), random);
    }

    /** All that is broadcast to {@link Topology#CHANGES} while this is connected. */
    public static Subscription changes(
            BrokerConnection connection, int prefetch, Receiver receiver, RandomGenerator random) {
        return new Subscription(
                connection, Topology.CHANGES, Demand.endless(prefetch), receiver, Preparation.changes(random), random);
    }

    public void start() {
        thread.start();
    }

    /** Lets so many more be delivered, whenever they come. */
    public void ask(int more) {
        demand.ask(more);
        wake();
    }

    /** Nothing more is wanted; what is on its way may still come. */
    public void withdraw() {
        demand.withdraw();
        wake();
    }

    /** How many were asked for and have not come. */
    public int asked() {
        return demand.open();
    }

    /** How many were delivered and are neither acknowledged nor given back. */
    public int unsettled() {
        QueueConsumer current = consumer;
        return current == null ? 0 : current.unsettled();
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Opened channel = null;
        boolean opened = false;
        OutageLog outage = new OutageLog(LOG, "consumer of " + name);
        while (!isClosing()) {
            try {
                channel = open();
                backoff.reset();
                outage.over();
                if (opened) {
                    receiver.reopened();
                }
                opened = true;
                consumeUntilBroken(channel);
            } catch (IOException | MessagingException | AlreadyClosedException e) {
                queueMissing = Channels.isMissing(e);
                outage.waiting(e.getMessage());
            } catch (RuntimeException | Error e) {
                outage.waiting(e.toString()); // whatever it is, nobody else would consume for this worker
            } catch (InterruptedException e) {
                break; // only close() interrupts this thread
            }
            close(channel);
            await(connection.pause(backoff));
        }
        close(channel);
    }

    /** A channel on which the queue is there. */
    private record Opened(Channel channel, String queue) {}

    private Opened open() throws IOException {
        Channel channel = connection.openChannel();
        String queue;
        try {
            if (queueMissing) {
                connection.declareAgain();
                queueMissing = false;
            }
            queue = preparation.prepare(channel);
        } catch (IOException | RuntimeException e) {
            Channels.close(channel, name);
            throw e;
        }
        lock.lock();
        try {
            broken = false;
        } finally {
            lock.unlock();
        }
        return new Opened(channel, queue);
    }

    private void consumeUntilBroken(Opened opened) throws IOException, InterruptedException {
        Channel channel = opened.channel();
        QueueConsumer current = new QueueConsumer(channel, opened.queue(), demand, receiver, new Listener());
        consumer = current;
        try {
            while (awaitWork(channel, current)) {
                current.adapt();
            }
        } finally {
            current.settleAll();
        }
    }

    /** Waits until the consumer is not what it should be; false when the channel is of no use. */
    private boolean awaitWork(Channel channel, QueueConsumer current) throws InterruptedException {
        lock.lock();
        try {
            while (!closing && !broken && channel.isOpen()) {
                if (current.isToAdapt()) {
                    return true;
                }
                var _ = changed.await(CHECK.toMillis(), TimeUnit.MILLISECONDS);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private final class Listener implements QueueConsumer.Listener {

        @Override
        public void changed() {
            wake();
        }

        /** Somebody has deleted the queue, or RabbitMQ 4 took an acknowledgement for overdue: declaring does no harm. */
        @Override
        public void cancelled() {
            queueMissing = true;
            markBroken();
        }

        @Override
        public void broken() {
            markBroken();
        }
    }

    private void markBroken() {
        lock.lock();
        try {
            broken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closing && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            closing = true;
        } finally {
            lock.unlock();
        }
    }

    private void close(@Nullable Opened opened) {
        if (opened != null) {
            Channels.close(opened.channel(), opened.queue());
        }
    }

    /** Ends consuming; what is unacknowledged goes back to the queue. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(Duration.ofSeconds(3))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
