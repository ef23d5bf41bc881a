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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fetches the oldest letters, lets something be done with them, and has what is left go back to where it lay: letters
 * that are not acknowledged do so when the channel closes. To a quorum queue each look is a delivery that failed, so the
 * queue must have no delivery limit.
 */
final class Looks implements AutoCloseable {

    /** Between two letters, and for letters to be back in the queue. */
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What is done with letters while they are held. */
    @FunctionalInterface
    interface Work<T> {
        T with(Held held) throws IOException, InterruptedException;
    }

    private final BrokerConnection connection;

    /** One look at a time: another one would not see the letters that this one has fetched. */
    private final ReentrantLock lock = new ReentrantLock(true);

    Looks(BrokerConnection connection) {
        this.connection = connection;
    }

    /**
     * @throws LettersBusyException if others look for too long
     * @throws MessagingException if the broker is away
     */
    <T> T look(Keep keep, Work<T> work) {
        try {
            if (!lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new LettersBusyException("others have been at the dead letters for " + PATIENCE + "; try again");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try (Turn _ = Turn.await(connection, PATIENCE)) {
            return lookNow(keep, work);
        } catch (IOException | AlreadyClosedException e) {
            throw new MessagingException("cannot look at the dead letters: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private static MessagingException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new MessagingException("interrupted while looking at the dead letters", e);
    }

    /**
     * Always as many as anybody may ask for: a quorum queue puts what comes back behind what came back before, so that
     * fetching fewer than the time before would turn their order.
     */
    private <T> T lookNow(Keep keep, Work<T> work) throws IOException, InterruptedException {
        Channel channel = connection.openChannel();
        Held held;
        T result;
        try {
            long total = channel.messageCount(Topology.DEAD);
            held = new Held(channel, total, total == 0 ? List.of() : fetch(channel, count(total), keep));
            result = work.with(held);
        } finally {
            Channels.close(channel, connection.toString());
        }
        if (!held.letters().isEmpty()) {
            awaitReturn(held.total() - held.acknowledged());
        }
        return result;
    }

    private static int count(long total) {
        return (int) Math.min(total, DeadLetters.MAX_LETTERS);
    }

    /**
     * By a consumer and not by gets, each of which is a consumer of its own to a quorum queue. When the channel closes,
     * the letters go back to the head of the queue in their order; rejected ones would go to its end.
     */
    private static List<Fetched> fetch(Channel channel, int count, Keep keep) throws IOException, InterruptedException {
        BlockingQueue<Fetched> arriving = new LinkedBlockingQueue<>(DeadLetters.MAX_LETTERS);
        channel.basicQos(count);
        String consumer = channel.basicConsume(
                Topology.DEAD,
                false,
                (_, delivery) -> {
                    DeadLetter letter = Letters.of(delivery);
                    byte[] body = keep.body(letter) ? delivery.getBody() : null;
                    boolean _ =
                            arriving.offer(new Fetched(delivery.getEnvelope().getDeliveryTag(), letter, body));
                },
                _ -> {
                    // what has arrived by then is worked with
                });
        List<Fetched> letters = new ArrayList<>();
        while (letters.size() < count) {
            Fetched next = arriving.poll(BROKER_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break; // somebody else has taken the rest
            }
            letters.add(next);
        }
        channel.basicCancel(consumer); // or acknowledging some would bring others
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
