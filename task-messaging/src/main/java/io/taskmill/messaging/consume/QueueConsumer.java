package io.taskmill.messaging.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of one queue on one channel: there while the {@link Demand} asks for messages, and another one for more than
 * it was begun for, since the broker lets a consumer have as many as it was told when it began. It is cancelled once these
 * have come: what is on its way to a cancelled one the broker takes back, and marks as redelivered. Confined to one thread.
 */
final class QueueConsumer {

    private final Channel channel;
    private final String queue;
    private final Demand demand;
    private final Subscription.Receiver receiver;
    private final Runnable changed;
    private final Runnable cancelled;
    private final Runnable broken;
    private final AtomicInteger unsettled = new AtomicInteger();
    private @Nullable String tag;

    /** Whether a consumer was cancelled and what was on its way to it may not have been counted yet. */
    private volatile boolean ending;

    /** So many will ever have come when the consumer has brought what it was begun for. */
    private volatile long begunFor;

    /**
     * @param changed told when the last message asked for has come, and when a consumer that was cancelled has ended
     * @param cancelled told when the broker ends the consumer
     * @param broken told when it ends the channel
     */
    QueueConsumer(
            Channel channel,
            String queue,
            Demand demand,
            Subscription.Receiver receiver,
            Runnable changed,
            Runnable cancelled,
            Runnable broken) {
        this.channel = channel;
        this.queue = queue;
        this.demand = demand;
        this.receiver = receiver;
        this.changed = changed;
        this.cancelled = cancelled;
        this.broken = broken;
    }

    /** How many messages of this channel are neither acknowledged nor given back. */
    int unsettled() {
        return unsettled.get();
    }

    /** Whether {@link #adapt} has something to do. */
    boolean isToAdapt() {
        if (ending) {
            return false;
        }
        if (tag == null) {
            return demand.open() > 0;
        }
        long total = demand.total();
        return demand.open() == 0 || total < begunFor || (total > begunFor && demand.came() >= begunFor);
    }

    /** Ends the consumer that is there; or, if there is none, begins one for what is asked for. */
    void adapt() throws IOException {
        if (tag != null) {
            ending = true;
            channel.basicCancel(tag);
            tag = null;
            return;
        }
        begunFor = demand.total();
        int open = demand.open();
        if (open > 0) {
            channel.basicQos(open);
            tag = channel.basicConsume(queue, false, new Deliverer());
        }
    }

    private final class Deliverer extends DefaultConsumer {

        Deliverer() {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            unsettled.incrementAndGet();
            if (demand.delivered() || demand.came() >= begunFor) {
                changed.run();
            }
            receiver.delivered(new Received(
                    Delivery.of(queue, envelope, properties, body), getChannel(), unsettled::decrementAndGet));
        }

        /** Comes after all deliveries to this consumer, by their own way, and so later than the cancel has returned. */
        @Override
        public void handleCancelOk(String tag) {
            ending = false;
            changed.run();
        }

        @Override
        public void handleCancel(String tag) {
            cancelled.run();
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
            broken.run();
        }
    }
}
