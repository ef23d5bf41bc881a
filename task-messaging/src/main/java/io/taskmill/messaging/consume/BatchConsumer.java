package io.taskmill.messaging.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.taskmill.messaging.Backoff;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Channels;
import io.taskmill.messaging.MessagingException;
import io.taskmill.messaging.OutageLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes one queue in batches on a thread of its own: what has come by the end of a short linger is handled and
 * acknowledged together, so a slow handler makes larger batches. Whenever something fails the channel is closed and
 * opened again, so that no message is ever sat on.
 */
public final class BatchConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchConsumer.class);

    /**
     * How a queue is consumed.
     *
     * @param maxBatch messages handled at once
     * @param prefetch messages that the broker sends ahead; at least {@code maxBatch}
     * @param linger how long a batch that is not full waits for company
     * @param idle after how long without a message the handler is called with an empty batch
     */
    public record Settings(int maxBatch, int prefetch, Duration linger, Duration idle) {}

    /** Stands for the end of the channel among the deliveries. */
    private static final Delivery END = new Delivery("", new byte[0], false, false, -1);

    private final BrokerConnection connection;
    private final String queue;
    private final Settings settings;
    private final BatchHandler handler;
    private final Backoff backoff;
    private final Thread thread;
    private volatile boolean closing;

    /** Whether the queue was deleted as far as is known. */
    private volatile boolean queueMissing;

    public BatchConsumer(
            BrokerConnection connection,
            String queue,
            Settings settings,
            BatchHandler handler,
            RandomGenerator random) {
        this.connection = connection;
        this.queue = queue;
        this.settings = settings;
        this.handler = handler;
        this.backoff = new Backoff(random);
        this.thread = Thread.ofPlatform().name("consumer-" + queue).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        OutageLog outage = new OutageLog(LOG, "consumer of " + queue);
        while (!closing) {
            try {
                handler.awaitReady();
                consumeOnce(outage);
            } catch (InterruptedException e) {
                break; // only close() interrupts this thread
            } catch (MessagingException e) {
                outage.waiting(e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("consumer starts again queue={} reason={}", queue, e.toString());
            } catch (Error e) {
                LOG.error("consumer starts again queue={}", queue, e);
            }
            pause();
        }
    }

    private void pause() {
        if (closing) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(connection.pause(backoff).toNanos());
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    private void consumeOnce(OutageLog outage) throws InterruptedException {
        Channel channel = connection.openChannel();
        try {
            handler.opened();
            if (queueMissing) {
                connection.declareAgain();
                queueMissing = false;
            }
            BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
            consume(channel, deliveries);
            outage.over();
            while (!closing && handleBatch(channel, deliveries) && !handler.letGo()) {
                backoff.reset();
            }
        } catch (IOException | AlreadyClosedException e) {
            queueMissing = Channels.isMissing(e);
            String reason = queueMissing ? "there is no such queue" : String.valueOf(e.getMessage());
            throw new MessagingException("cannot consume " + queue + ": " + reason, e);
        } finally {
            Channels.close(channel, queue);
            handler.closed();
        }
    }

    private void consume(Channel channel, BlockingQueue<Delivery> deliveries) throws IOException {
        channel.basicQos(settings.prefetch());
        channel.basicConsume(queue, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                deliveries.add(Delivery.of(queue, envelope, properties, body)); // bounded by the prefetch
            }

            @Override
            public void handleCancel(String tag) {
                queueMissing = true; // or RabbitMQ 4 took an acknowledgement for overdue; declaring does no harm
                deliveries.add(END);
            }

            @Override
            public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
                deliveries.add(END);
            }
        });
    }

    /** Handles what has come; false at the end of the channel. */
    private boolean handleBatch(Channel channel, BlockingQueue<Delivery> deliveries)
            throws InterruptedException, IOException {
        Delivery first = deliveries.poll(settings.idle().toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            handler.handle(List.of());
            return channel.isOpen();
        }
        List<Delivery> batch = new ArrayList<>();
        batch.add(first);
        gather(batch, deliveries);
        if (batch.contains(END)) {
            return false; // what came before the end is delivered again, here or elsewhere
        }
        handler.handle(batch);
        channel.basicAck(batch.getLast().tag(), true);
        return true;
    }

    private void gather(List<Delivery> batch, BlockingQueue<Delivery> deliveries) throws InterruptedException {
        long end = System.nanoTime() + settings.linger().toNanos();
        while (batch.size() < settings.maxBatch()) {
            if (deliveries.drainTo(batch, settings.maxBatch() - batch.size()) > 0) {
                continue;
            }
            Delivery next = deliveries.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
    }

    /** Ends after the batch in hand; waits for it at most five seconds, then interrupts. */
    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
