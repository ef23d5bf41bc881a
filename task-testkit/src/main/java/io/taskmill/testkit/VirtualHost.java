package io.taskmill.testkit;

import java.util.List;
import java.util.Map;

/**
 * A virtual host of one test class's own, seen from outside of the programs under test. Behind it is a RabbitMQ's
 * management API, or the broker in the test's own JVM.
 */
public interface VirtualHost extends AutoCloseable {

    /**
     * A queue as the broker sees it.
     *
     * @param name its name
     * @param durable whether it outlives the broker
     * @param exclusive whether it belongs to one connection
     * @param ready messages that wait for a consumer
     * @param unacknowledged messages that a consumer holds
     */
    record QueueState(String name, boolean durable, boolean exclusive, long ready, long unacknowledged) {}

    /** {@return {@code amqp://user:password@host:port/vhost}, each part percent-encoded} */
    String uri();

    /** {@return a name or an address} */
    String host();

    /** {@return the port of AMQP} */
    int port();

    /** {@return a user with all permissions in the virtual host, not encoded} */
    String username();

    /** {@return the password of {@link #username()}, not encoded} */
    String password();

    /** {@return the virtual host's name, not encoded} */
    String name();

    /** {@return all queues} */
    List<QueueState> queues();

    /** {@return whether there was such a queue} */
    boolean purge(String queue);

    /** {@return whether there was such a queue} */
    boolean delete(String queue);

    /** {@return the names that clients gave their connections, else the broker's own} */
    List<String> connectionNames();

    /** {@return how many connections were closed} */
    int closeConnections();

    /** Declares a durable queue without arguments. */
    void declare(String queue);

    void bind(String exchange, String queue, String routingKey);

    /** {@return whether there was such a binding} */
    boolean unbind(String exchange, String queue, String routingKey);

    /**
     * Publishes a message, persistent unless {@code properties} say otherwise.
     *
     * @param exchange empty for the default one
     * @param properties as {@link Received} has them
     * @return whether at least one queue took it
     */
    boolean publish(String exchange, String routingKey, Map<String, ?> properties, Map<String, ?> headers, byte[] body);

    /** {@return messages from the head of a queue, which are put back} */
    List<Received> peek(String queue, int max);

    /** Deletes it with all that is in it. */
    @Override
    void close();
}
