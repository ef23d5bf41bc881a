package io.taskmill.messaging;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.taskmill.model.WorkQueue;
import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Looks at work queues from outside, and heals those that somebody has deleted. Used by one thread at a time; its channel
 * goes with the connection.
 */
public final class WorkQueueLook {

    private final BrokerConnection connection;
    private @Nullable Channel channel;

    public WorkQueueLook(BrokerConnection connection) {
        this.connection = connection;
    }

    /**
     * How many messages wait for a consumer, those on their way to one left out.
     *
     * @return empty if there was no such queue; it is there again now, without messages
     * @throws MessagingException if the broker is away
     */
    public OptionalInt ready(WorkQueue queue) {
        Channel current = channel;
        if (current == null || !current.isOpen()) {
            current = connection.openChannel();
            channel = current;
        }
        try {
            return OptionalInt.of(
                    current.queueDeclarePassive(Topology.workQueue(queue)).getMessageCount());
        } catch (AlreadyClosedException e) {
            throw new MessagingException("cannot look at work queue " + queue + ": " + e.getMessage(), e);
        } catch (IOException e) {
            if (!Channels.isMissing(e)) {
                throw new MessagingException("cannot look at work queue " + queue + ": " + e.getMessage(), e);
            }
            connection.declareOnOpen(queue);
            return OptionalInt.empty();
        }
    }
}
