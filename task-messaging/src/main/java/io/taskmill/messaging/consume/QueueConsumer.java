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
 * The consumer of one queue on one channel: there while the {@link Demand} asks for messages, and another one whenever it
 * asks for more, since the broker lets a consumer have as many as it was told when it began. Confined to one thread.
 */
final class QueueConsumer {

    private final Channel channel;
    private final String queue;
    private final Demand demand;
    private final Subscription.Receiver receiver;
    private final Runnable satisfied;
    private final Runnable cancelled;
    private final Runnable broken;
    private final AtomicInteger unsettled = new AtomicInteger();
    private @Nullable String tag;
    private long begunFor;

    /**
     * @param satisfied told when the last message asked for has come
     * @param cancelled told when the broker ends the consumer
     * @param broken told when it ends the channel
     */
    QueueConsumer(
            Channel channel,
            String queue,
            Demand demand,
            Subscription.Receiver receiver,
            Runnable satisfied,
            Runnable cancelled,
            Runnable broken) {
        this.channel = channel;
        this.queue = queue;
        this.demand = demand;
        this.receiver = receiver;
        this.satisfied = satisfied;
        this.cancelled = cancelled;
        this.broken = broken;
    }

    /** How many messages of this channel are neither acknowledged nor given back. */
    int unsettled() {
        return unsettled.get();
    }

    /** Whether {@link #adapt} has something to do. */
    boolean isToAdapt() {
        return tag == null ? demand.open() > 0 : demand.open() == 0 || demand.total() != begunFor;
    }

    void adapt() throws IOException {
        if (tag != null) {
            channel.basicCancel(tag);
            tag = null;
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
            if (demand.delivered()) {
                satisfied.run();
            }
            receiver.delivered(new Received(
                    Delivery.of(queue, envelope, properties, body), getChannel(), unsettled::decrementAndGet));
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
