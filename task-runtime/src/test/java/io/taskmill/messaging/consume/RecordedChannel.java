package io.taskmill.messaging.consume;

import com.rabbitmq.client.Channel;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Deliveries without a broker, and what became of them. Here because only this package makes deliveries. */
public final class RecordedChannel {

    private final List<String> settlements = new CopyOnWriteArrayList<>();
    private final Channel channel = (Channel)
            Proxy.newProxyInstance(Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (_, method, _) -> {
                settlements.add(method.getName());
                return null;
            });

    /** A first delivery. */
    public Received received(String queue) {
        return received(queue, false, false);
    }

    public Received received(String queue, boolean redelivered, boolean again) {
        return new Received(new Delivery(queue, new byte[0], redelivered, again, 1), channel, Runnable::run);
    }

    /** The AMQP methods called, in order: {@code basicAck}, {@code basicNack}. */
    public List<String> settlements() {
        return settlements;
    }
}
