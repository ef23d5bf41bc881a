package io.taskmill.messaging.dead;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Channels;
import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks into {@link Topology#DEAD} without taking anything out: letters are fetched, never acknowledged, and go back to
 * where they lay when the channel closes. To a quorum queue each look is a delivery that failed, so the queue must have no delivery limit.
 */
public final class DeadLetters implements AutoCloseable {

    /** Letters that one look may show. */
    public static final int MAX_LETTERS = 200;

    /** Between two letters, and for letters to be back in the queue. */
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of several processes that look at the same time, one may put its letters back behind another's. */
    private static final Comparator<DeadLetter> OLDEST_FIRST =
            Comparator.comparing(DeadLetter::buried, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final BrokerConnection connection;

    /** One look at a time: another one would not see the letters that this one has fetched. */
    private final ReentrantLock lock = new ReentrantLock(true);

    /** @param connection its own, closed with this */
    public DeadLetters(BrokerConnection connection) {
        this.connection = connection;
    }

    /**
     * The oldest letters.
     *
     * @param limit 1 to {@value #MAX_LETTERS}
     * @throws MessagingException if the broker is away, or others look for too long
     */
    public Peeked peek(int limit) {
        if (limit < 1 || limit > MAX_LETTERS) {
            throw new IllegalArgumentException("limit is " + limit + " but must be 1 to " + MAX_LETTERS);
        }
        try {
            if (!lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new MessagingException("others have looked at the dead letters for " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagingException("interrupted while waiting to look at the dead letters", e);
        }
        try {
            Peeked all = fetch();
            return new Peeked(all.total(), all.letters().stream().limit(limit).toList());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Always as many as anybody may ask for: a quorum queue puts what comes back behind what came back before, so that
     * fetching fewer than the time before would turn their order.
     */
    private Peeked fetch() {
        try {
            Channel channel = connection.openChannel();
            long total;
            List<DeadLetter> letters;
            try {
                total = channel.messageCount(Topology.DEAD);
                letters = total == 0 ? List.of() : fetch(channel, (int) Math.min(total, MAX_LETTERS));
            } finally {
                Channels.close(channel, connection.toString());
            }
            if (!letters.isEmpty()) {
                awaitReturn(total);
            }
            return new Peeked(total, letters);
        } catch (IOException | AlreadyClosedException e) {
            throw new MessagingException("cannot look at the dead letters: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagingException("interrupted while looking at the dead letters", e);
        }
    }

    /**
     * By a consumer and not by gets, each of which is a consumer of its own to a quorum queue. When the channel closes,
     * the letters go back to the head of the queue in their order; rejected ones would go to its end.
     */
    private static List<DeadLetter> fetch(Channel channel, int count) throws IOException, InterruptedException {
        BlockingQueue<DeadLetter> arriving = new LinkedBlockingQueue<>(MAX_LETTERS);
        channel.basicQos(count);
        var _ = channel.basicConsume(Topology.DEAD, false, (_, delivery) -> arriving.add(Letters.of(delivery)), _ -> {
            // what has arrived by then is shown
        });
        List<DeadLetter> letters = new ArrayList<>();
        while (letters.size() < count) {
            DeadLetter next = arriving.poll(BROKER_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break; // others hold the rest
            }
            letters.add(next);
        }
        letters.sort(OLDEST_FIRST);
        return letters;
    }

    /** Until the letters are back in the queue, so that the next look finds them. */
    private void awaitReturn(long total) throws IOException, InterruptedException {
        Channel channel = connection.openChannel();
        try {
            long deadline = System.nanoTime() + BROKER_PATIENCE.toNanos();
            while (channel.messageCount(Topology.DEAD) < total && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } finally {
            Channels.close(channel, connection.toString());
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
