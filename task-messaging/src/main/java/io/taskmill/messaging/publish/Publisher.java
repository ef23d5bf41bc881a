package io.taskmill.messaging.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.taskmill.messaging.Backoff;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Channels;
import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.OutageLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes in order over one channel and tells each message's outcome. Callers never wait for each other: they hand
 * over, one thread writes, and confirms come back for many at once. While the broker is away each message is answered
 * {@code NotSent} at once, and what was unconfirmed when the channel broke {@code Unknown}; trying again is the
 * caller's matter (see {@link RetainingPublisher}).
 *
 * <p>While the broker blocks publishers (it is short of disk or memory) nothing is sent: what was sent before stays
 * unconfirmed, what is handed over waits, and all goes on in its order when the broker reads again.
 *
 * <p>A channel on which the oldest message is never confirmed, though the broker is there, is given up for another: RabbitMQ
 * before 4.2 can lose one between the nodes of a cluster, and then keeps back all that follows it on the same channel
 * (rabbitmq-server, pull request 14589).
 */
public final class Publisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** Messages handed over and not yet written. */
    private static final int MAX_WAITING = 16_384;

    /** Messages written and not yet confirmed. */
    private static final int MAX_UNCONFIRMED = 4_096;

    private static final int TRANSIENT = 1;
    private static final int PERSISTENT = 2;

    private static final String CLOSED = "the publisher is closed";
    private static final String STUCK = "the broker does not confirm on this channel";
    private static final Duration IDLE_CHECK = Duration.ofMillis(250);

    private final BrokerConnection connection;
    private final PublishObserver observer;
    private final Backoff backoff;
    private final BlockingQueue<Publication> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread thread;
    private volatile boolean closed;
    /** Why the broker cannot be published to; null while it can. */
    private volatile @Nullable String away = "not connected yet";

    public Publisher(BrokerConnection connection, RandomGenerator random) {
        this(connection, random, PublishObserver.NOBODY);
    }

    public Publisher(BrokerConnection connection, RandomGenerator random, PublishObserver observer) {
        this.connection = connection;
        this.observer = observer;
        this.backoff = new Backoff(random);
        this.thread =
                Thread.ofPlatform().name("publisher-" + connection).daemon().unstarted(this::run);
        this.thread.start();
    }

    /** Whether the broker can be published to as far as is known; it cannot while it blocks publishers. */
    public boolean isConnected() {
        return away().isEmpty();
    }

    /** Whether messages would be sent now: neither is the broker away or blocking, nor do as many wait as may. */
    boolean isTaking() {
        return isConnected() && waiting.remainingCapacity() > 0;
    }

    /** Why the broker cannot be published to, as far as is known; empty while it can. Never blocks. */
    public Optional<String> away() {
        return Optional.ofNullable(away).or(this::blocked);
    }

    /** Why the broker, which is there, does not take messages; empty while it does or is away. Never blocks. */
    public Optional<String> blocked() {
        return connection.blocked();
    }

    /** The connection that this publishes with. */
    public BrokerConnection connection() {
        return connection;
    }

    public Publication publish(Outbound outbound) {
        Publication publication = new Publication(outbound, observer);
        if (closed) {
            publication.failed(new PublishOutcome.NotSent(CLOSED));
        } else if (!waiting.offer(publication)) {
            publication.failed(new PublishOutcome.NotSent(MAX_WAITING + " messages are waiting to be published"));
        } else if (closed) {
            answerWaiting(CLOSED);
        }
        return publication;
    }

    /** The same for who would rather not wait: while the broker blocks publishers, it is answered at once. */
    public Publication publishUnlessBlocked(Outbound outbound) {
        Optional<String> blocked = blocked();
        if (blocked.isEmpty()) {
            return publish(outbound);
        }
        Publication publication = new Publication(outbound, observer);
        publication.failed(new PublishOutcome.NotSent(blocked.get()));
        return publication;
    }

    private void run() {
        OutageLog outage = new OutageLog(LOG, "publisher of " + connection);
        while (!closed) {
            String reason;
            try {
                Unconfirmed unconfirmed = new Unconfirmed(MAX_UNCONFIRMED);
                Channel channel = open(unconfirmed);
                backoff.reset();
                outage.over();
                away = null;
                reason = publishUntilBroken(channel, unconfirmed);
            } catch (MessagingException e) {
                reason = String.valueOf(e.getMessage());
            } catch (RuntimeException | Error e) {
                reason = e.toString(); // whatever it is, nobody else would publish
            } catch (InterruptedException e) {
                break; // only close() interrupts this thread
            }
            away = reason;
            outage.waiting(reason);
            answerWhileAway(reason);
        }
        away = CLOSED;
        answerWaiting(CLOSED);
    }

    private Channel open(Unconfirmed unconfirmed) throws InterruptedException {
        while (!connection.awaitUnblocked(IDLE_CHECK)) {
            // no channel can be opened on a connection that is not read
        }
        Channel channel = connection.openChannel();
        try {
            channel.confirmSelect();
        } catch (IOException | AlreadyClosedException e) {
            Channels.close(channel, connection.toString());
            throw new MessagingException("cannot switch on confirms: " + e.getMessage(), e);
        }
        channel.addConfirmListener(unconfirmed);
        channel.addReturnListener(unconfirmed);
        channel.addShutdownListener(signal -> unconfirmed.abandon("the channel closed: " + signal.getMessage()));
        return channel;
    }

    private String publishUntilBroken(Channel channel, Unconfirmed unconfirmed) throws InterruptedException {
        String broken;
        try {
            broken = publishAll(channel, unconfirmed);
        } catch (RuntimeException | Error e) {
            giveUp(channel, unconfirmed, "publishing was disturbed: " + e);
            throw e;
        }
        giveUp(channel, unconfirmed, broken);
        return broken;
    }

    private void giveUp(Channel channel, Unconfirmed unconfirmed, String reason) {
        unconfirmed.abandon(reason);
        if (reason.equals(STUCK)) { // and may not even answer that it closes
            var _ = Thread.ofVirtual().start(() -> Channels.close(channel, connection.toString()));
        } else {
            Channels.close(channel, connection.toString());
        }
    }

    private String publishAll(Channel channel, Unconfirmed unconfirmed) throws InterruptedException {
        while (isOfUse(channel, unconfirmed)) {
            Publication next = waiting.poll(IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                String broken = publishOne(channel, unconfirmed, next);
                if (broken != null) {
                    return broken;
                }
            }
        }
        return whyOfNoUse(channel);
    }

    private boolean isOfUse(Channel channel, Unconfirmed unconfirmed) {
        return channel.isOpen() && !unconfirmed.isStuck(blocked().isPresent(), System.nanoTime());
    }

    private static String whyOfNoUse(Channel channel) {
        return channel.isOpen() ? STUCK : "the channel closed: " + channel.getCloseReason();
    }

    /** Publishes one; gives the reason when the channel is of no use afterwards. */
    private @Nullable String publishOne(Channel channel, Unconfirmed unconfirmed, Publication next)
            throws InterruptedException {
        boolean room;
        try {
            room = unconfirmed.awaitRoom(() -> isOfUse(channel, unconfirmed)) && awaitUnblocked(channel);
        } catch (InterruptedException e) {
            next.failed(new PublishOutcome.NotSent(CLOSED));
            throw e;
        }
        if (!room) {
            String reason = whyOfNoUse(channel);
            next.failed(new PublishOutcome.NotSent(reason));
            return reason;
        }
        return send(channel, unconfirmed, next);
    }

    /** False if the channel closed meanwhile. */
    private boolean awaitUnblocked(Channel channel) throws InterruptedException {
        while (!connection.awaitUnblocked(IDLE_CHECK)) {
            if (!channel.isOpen()) {
                return false;
            }
        }
        return channel.isOpen();
    }

    private @Nullable String send(Channel channel, Unconfirmed unconfirmed, Publication publication) {
        if (!publication.markSent()) {
            unconfirmed.giveRoomBack();
            return null;
        }
        long seq = channel.getNextPublishSeqNo();
        unconfirmed.add(seq, publication);
        Outbound outbound = publication.outbound();
        try {
            channel.basicPublish(
                    outbound.exchange(),
                    outbound.routingKey(),
                    outbound.lasting(),
                    properties(outbound, seq),
                    outbound.body());
            return null;
        } catch (IOException | AlreadyClosedException e) {
            return "the channel broke: " + e.getMessage();
        } catch (IllegalArgumentException e) {
            // The client has counted it and the broker has not: confirms on this channel would be taken for others'.
            unconfirmed.settle(seq, new PublishOutcome.Impossible(String.valueOf(e.getMessage())));
            return "a message could not be written: " + e.getMessage();
        }
    }

    private static AMQP.BasicProperties properties(Outbound outbound, long seq) {
        AMQP.BasicProperties.Builder properties = new AMQP.BasicProperties.Builder()
                .deliveryMode(outbound.lasting() ? PERSISTENT : TRANSIENT)
                .contentType("application/json")
                .messageId(Unconfirmed.messageId(seq));
        return outbound.headers().isEmpty()
                ? properties.build()
                : properties.headers(outbound.headers()).build();
    }

    private void answerWhileAway(String reason) {
        long end = System.nanoTime() + connection.pause(backoff).toNanos();
        try {
            for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
                Publication next = waiting.poll(left, TimeUnit.NANOSECONDS);
                if (next != null) {
                    next.failed(new PublishOutcome.NotSent(reason));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answerWaiting(reason);
    }

    private void answerWaiting(String reason) {
        for (Publication next = waiting.poll(); next != null; next = waiting.poll()) {
            next.failed(new PublishOutcome.NotSent(reason));
        }
    }

    /** Ends at once; what is unconfirmed is answered {@code Unknown} when the connection closes. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        connection.close();
    }
}
