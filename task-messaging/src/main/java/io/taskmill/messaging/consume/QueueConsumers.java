package io.taskmill.messaging.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The consumers of one queue on one channel: more where the prefetch grows, none while paused. Confined to one thread. */
final class QueueConsumers {

    private final Channel channel;
    private final String queue;
    private final Subscription.Receiver receiver;
    private final Runnable cancelled;
    private final Runnable broken;
    private final PrefetchBudget budget = new PrefetchBudget();
    private final List<String> tags = new ArrayList<>();

    /**
     * @param cancelled told when the broker ends a consumer
     * @param broken told when it ends the channel
     */
    QueueConsumers(
            Channel channel, String queue, Subscription.Receiver receiver, Runnable cancelled, Runnable broken) {
        this.channel = channel;
        this.queue = queue;
        this.receiver = receiver;
        this.cancelled = cancelled;
        this.broken = broken;
    }

    /** Whether {@link #adapt} has something to do. */
    boolean isToAdapt(boolean paused, int prefetch) {
        return paused ? budget.isConsumed() : budget.exceeds(prefetch) || budget.canGrow(prefetch);
    }

    void adapt(boolean paused, int prefetch) throws IOException {
        if (paused || budget.exceeds(prefetch)) {
            for (String tag : tags) {
                channel.basicCancel(tag);
            }
            tags.clear();
            budget.allCancelled();
        }
        int room = budget.room(prefetch);
        if (!paused && room > 0) {
            channel.basicQos(room);
            tags.add(channel.basicConsume(queue, false, new Deliverer(budget.begin(room))));
        }
    }

    private final class Deliverer extends DefaultConsumer {

        private final PrefetchBudget.Share share;

        Deliverer(PrefetchBudget.Share share) {
            super(channel);
            this.share = share;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            share.taken();
            receiver.delivered(
                    new Received(Delivery.of(queue, envelope, properties, body), getChannel(), share::settled));
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
