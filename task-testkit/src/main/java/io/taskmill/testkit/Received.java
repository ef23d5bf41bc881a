package io.taskmill.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A message as it lies in a queue.
 *
 * @param exchange where it was published; empty for the default exchange
 * @param routingKey with which key
 * @param redelivered whether the broker delivered it before
 * @param properties AMQP properties without the headers, named as the management API names them
 *     ({@code content_type}, {@code message_id}, {@code delivery_mode} …)
 * @param headers as JSON has them: numbers, strings, booleans, lists, maps
 * @param body the payload
 */
@SuppressWarnings("ArrayRecordComponent") // A payload is bytes; nobody compares these records.
public record Received(
        String exchange,
        String routingKey,
        boolean redelivered,
        Map<String, Object> properties,
        Map<String, Object> headers,
        byte[] body) {

    /**
     * The body read as UTF-8.
     *
     * @return the text
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
