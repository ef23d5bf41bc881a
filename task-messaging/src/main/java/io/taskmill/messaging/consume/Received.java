package io.taskmill.messaging.consume;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A delivery that is to be acknowledged or given back, once, from any thread. */
public final class Received {

    private static final Logger LOG = LoggerFactory.getLogger(Received.class);

    private final Delivery delivery;
    private final Channel channel;
    private final Consumer<Runnable> settler;

    /** @param settler runs what tells the broker, now or later */
    Received(Delivery delivery, Channel channel, Consumer<Runnable> settler) {
        this.delivery = delivery;
        this.channel = channel;
        this.settler = settler;
    }

    public Delivery delivery() {
        return delivery;
    }

    /** It is done with. Without effect when its channel is gone: then the broker delivers it again. */
    public void acknowledge() {
        settler.accept(() -> settle(() -> channel.basicAck(delivery.tag(), false)));
    }

    /** Back to its queue, for anybody. */
    public void requeue() {
        settler.accept(() -> settle(() -> channel.basicNack(delivery.tag(), false, true)));
    }

    private interface Settlement {
        void run() throws IOException;
    }

    private void settle(Settlement settlement) {
        try {
            settlement.run();
        } catch (AlreadyClosedException | IOException e) {
            LOG.debug("cannot settle a delivery of {}, it will come again: {}", delivery.queue(), e.getMessage());
        }
    }
}
