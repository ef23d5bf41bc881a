package io.taskmill.messaging.consume;

import com.rabbitmq.client.Channel;
import io.taskmill.messaging.Topology;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What is declared when a channel is opened, before consuming. */
interface Preparation {

    /** A listener that lags further behind loses the oldest changes, and notices. */
    Map<String, Object> CHANGES_HELD = Map.of("x-max-length", 2_000, "x-max-length-bytes", 64 * 1024 * 1024);

    /** @return the queue to consume */
    String prepare(Channel channel) throws IOException;

    /** The queue is there already. */
    static Preparation none(String queue) {
        return _ -> queue;
    }

    /** A queue that goes with the connection. */
    static Preparation owning(String queue) {
        return channel -> channel.queueDeclare(queue, false, true, true, null).getQueue();
    }

    /** A queue of all changes, another one each time: the broker may hold that of a lost connection for a while. */
    static Preparation changes(RandomGenerator random) {
        return channel -> {
            String queue = Topology.changesQueue(new UUID(random.nextLong(), random.nextLong()).toString());
            channel.queueDeclare(queue, false, true, true, CHANGES_HELD);
            channel.queueBind(queue, Topology.CHANGES, "");
            return queue;
        };
    }
}
