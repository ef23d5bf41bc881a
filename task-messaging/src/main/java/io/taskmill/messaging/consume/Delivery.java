package io.taskmill.messaging.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import io.taskmill.messaging.MessageHeaders;

/**
 * A message from a queue, to be acknowledged by whoever consumes it.
 *
 * @param body not copied, not to be changed
 * @param redelivered whether the broker may have delivered it before
 * @param again whether its publisher may have published it before
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and bodies are handed on without copying
public record Delivery(String queue, byte[] body, boolean redelivered, boolean again, long tag) {

    /** The same delivery with a part of its body. */
    public Delivery withBody(byte[] part) {
        return new Delivery(queue, part, redelivered, again, tag);
    }

    static Delivery of(String queue, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        boolean again = properties.getHeaders() != null
                && Boolean.TRUE.equals(properties.getHeaders().get(MessageHeaders.AGAIN));
        return new Delivery(queue, body, envelope.isRedeliver(), again, envelope.getDeliveryTag());
    }
}
