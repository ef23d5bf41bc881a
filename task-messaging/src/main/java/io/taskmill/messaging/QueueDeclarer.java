package io.taskmill.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Declares durable quorum queues as this broker needs them. A queue that exists with other arguments is kept as it is:
 * they cannot be changed, and the messages in it are worth more.
 */
final class QueueDeclarer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDeclarer.class);

    private static final Map<String, Object> NO_DELIVERY_LIMIT = Map.of("x-delivery-limit", -1);

    private final Connection connection;
    private final BrokerVersion version;
    private Channel channel;

    QueueDeclarer(Connection connection, BrokerVersion version) throws IOException {
        this.connection = connection;
        this.version = version;
        this.channel = open();
    }

    /** For exchanges and bindings. */
    Channel channel() {
        return channel;
    }

    void quorumQueue(String queue, Map<String, Object> arguments) throws IOException {
        try {
            channel.queueDeclare(queue, true, false, false, arguments(arguments));
        } catch (IOException e) {
            if (Channels.closeCode(e) != AMQP.PRECONDITION_FAILED) {
                throw e;
            }
            channel = open();
            channel.queueDeclarePassive(queue);
            LOG.warn(
                    "queue exists with other arguments and is used as it is queue={} reason={}",
                    queue,
                    String.valueOf(e.getCause()));
        }
    }

    private Map<String, Object> arguments(Map<String, Object> arguments) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("x-queue-type", "quorum");
        if (version.limitsDeliveries()) {
            all.putAll(NO_DELIVERY_LIMIT);
        }
        return all;
    }

    private Channel open() throws IOException {
        Channel opened = connection.createChannel();
        if (opened == null) {
            throw new MessagingException("no channel left on the connection");
        }
        return opened;
    }

    @Override
    public void close() {
        Channels.close(channel, "declarations");
    }
}
