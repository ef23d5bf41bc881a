package io.taskmill.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import tools.jackson.databind.JsonNode;

/**
 * A real RabbitMQ with a virtual host of the test class's own, empty at first and deleted afterwards.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RealBroker broker = new RealBroker();
 * }</pre>
 *
 * <p>The server is the one of {@code TASKMILL_TEST_RABBITMQ_URI} (with {@code TASKMILL_TEST_RABBITMQ_MANAGEMENT}, each
 * an environment variable or a system property), else a container where a Docker engine runs, else the one of
 * {@code ./taskmill services start}. Without any, the test fails: it is not skipped.
 *
 * <p>Queues and connections are observed through the management API, from outside of AMQP, and what it reports is
 * statistics. Depths of classic queues are current. Depths of quorum queues lag by the broker's
 * {@code quorum_tick_interval} (5 s by default, 1 s in the testkit's container), and lists of connections by
 * {@code collect_statistics_interval} (1 s there): await a figure, and never take a zero read right after a publish for
 * an empty queue.
 */
public final class RealBroker implements BeforeAllCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(RealBroker.class);

    /** Totals asked of the queues themselves, without the statistics database in between. */
    private static final String LIVE_TOTALS = "?disable_stats=true&enable_queue_totals=true";

    private static final String DEFAULT_EXCHANGE = "amq.default";

    private final ClassScope<Entered> scope = new ClassScope<>("RealBroker");

    private record Entered(BrokerAddress address, Management management, String virtualHost) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (scope.isOpen()) {
            return;
        }
        BrokerAddress address = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(BrokerAddress.class, type -> BrokerServer.find(), BrokerAddress.class);
        Management management = new Management(address);
        String virtualHost = ClassScope.uniqueName(context);
        management.put(Map.of("description", context.getRequiredTestClass().getName()), "vhosts", virtualHost);
        management.put(
                Map.of("configure", ".*", "write", ".*", "read", ".*"), "permissions", virtualHost, address.username());
        scope.open(context, new Entered(address, management, virtualHost));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Entered entered = scope.closeIfOwner(context);
        if (entered != null) {
            try (Management management = entered.management()) {
                management.delete("vhosts", entered.virtualHost());
            }
        }
    }

    /**
     * Where clients connect, virtual host included.
     *
     * @return {@code amqp://user:password@host:port/vhost}, each part percent-encoded
     */
    public String uri() {
        return scope.get().address().uri(virtualHost());
    }

    /** {@return the name of this test class's virtual host, not encoded} */
    public String virtualHost() {
        return scope.get().virtualHost();
    }

    /** {@return the server's host, a name or an address} */
    public String host() {
        return scope.get().address().host();
    }

    /** {@return the server's AMQP port} */
    public int port() {
        return scope.get().address().port();
    }

    /** {@return a user with all permissions in the virtual host, not encoded} */
    public String username() {
        return scope.get().address().username();
    }

    /** {@return the password of {@link #username()}, not encoded} */
    public String password() {
        return scope.get().address().password();
    }

    /**
     * Messages that wait for a consumer ({@code messages_ready}). Lags for quorum queues, see the class.
     *
     * @param queue the queue's name
     * @return how many
     * @throws TestkitException if there is no such queue
     */
    public long ready(String queue) {
        return total(queue, totals -> totals.path("messages_ready").asLong(0));
    }

    /**
     * Messages that a consumer holds ({@code messages_unacknowledged}). Lags for quorum queues, see the class.
     *
     * @param queue the queue's name
     * @return how many
     * @throws TestkitException if there is no such queue
     */
    public long unacknowledged(String queue) {
        return total(queue, totals -> totals.path("messages_unacknowledged").asLong(0));
    }

    /**
     * All queues of the virtual host.
     *
     * @return their names, sorted
     */
    public Set<String> queues() {
        Set<String> names = new TreeSet<>();
        listed().forEach(queue -> names.add(queue.path("name").asString()));
        return names;
    }

    /**
     * Queues that go with a restart of the broker and belong to no connection; RabbitMQ 4 refuses to have any.
     *
     * @return their names, sorted
     */
    public Set<String> transientQueues() {
        Set<String> names = new TreeSet<>();
        listed().filter(queue -> !queue.path("durable").asBoolean()
                        && !queue.path("exclusive").asBoolean())
                .forEach(queue -> names.add(queue.path("name").asString()));
        return names;
    }

    /**
     * Whether a queue is declared.
     *
     * @param queue the queue's name
     * @return whether it is
     */
    public boolean queueExists(String queue) {
        return management()
                .get("?disable_stats=true", "queues", virtualHost(), queue)
                .isPresent();
    }

    /**
     * Drops the messages that wait in a queue; what consumers hold stays theirs.
     *
     * @param queue the queue's name
     * @throws TestkitException if there is no such queue
     */
    public void purge(String queue) {
        if (!management().delete("queues", virtualHost(), queue, "contents")) {
            throw noSuch(queue);
        }
    }

    /**
     * Deletes a queue with all its messages, under its consumers' feet.
     *
     * @param queue the queue's name
     * @throws TestkitException if there is no such queue
     */
    public void delete(String queue) {
        if (!management().delete("queues", virtualHost(), queue)) {
            throw noSuch(queue);
        }
    }

    /**
     * The connections open in the virtual host, by the name the client gave ({@code connection_name}), else by the
     * broker's own ({@code address -> address}). Lags, see the class.
     *
     * @return names in no particular order
     */
    public List<String> connectionNames() {
        return connections()
                .map(connection -> connection
                        .path("user_provided_name")
                        .asString(connection.path("name").asString()))
                .toList();
    }

    /**
     * Closes all connections in the virtual host, as an operator would; clients see {@code CONNECTION_FORCED}. One that
     * opened less than a moment ago may be missed, see the class.
     *
     * @return how many were closed
     */
    public int closeConnections() {
        return (int) connections()
                .filter(connection -> management()
                        .delete("connections", connection.path("name").asString()))
                .count();
    }

    /**
     * Declares a durable classic queue without arguments.
     *
     * @param queue the queue's name
     */
    public void declare(String queue) {
        management().put(Map.of("durable", true), "queues", virtualHost(), queue);
    }

    /**
     * Binds a queue.
     *
     * @param exchange the exchange's name
     * @param queue the queue's name
     * @param routingKey the key that the exchange compares
     * @throws TestkitException if there is no such exchange or queue
     */
    public void bind(String exchange, String queue, String routingKey) {
        management().post(Map.of("routing_key", routingKey), "bindings", virtualHost(), "e", exchange, "q", queue);
    }

    /**
     * Undoes a binding without arguments.
     *
     * @param exchange the exchange's name
     * @param queue the queue's name
     * @param routingKey the binding's key, of letters and digits
     * @throws TestkitException if there is no such binding
     */
    public void unbind(String exchange, String queue, String routingKey) {
        if (!management().delete("bindings", virtualHost(), "e", exchange, "q", queue, routingKey)) {
            throw new TestkitException(
                    "Queue '" + queue + "' is not bound to '" + exchange + "' by '" + routingKey + "'");
        }
    }

    /**
     * Puts a message of any shape in, persistent and with no other properties.
     *
     * @param exchange the exchange's name; empty for the default one
     * @param routingKey the key, or the queue's name for the default exchange
     * @param headers values that JSON can say
     * @param body the payload
     * @return whether at least one queue took it
     * @throws TestkitException if there is no such exchange
     */
    public boolean publish(String exchange, String routingKey, Map<String, ?> headers, byte[] body) {
        return publish(exchange, routingKey, Map.of(), headers, body);
    }

    /**
     * Puts a message of any shape in, persistent unless {@code properties} say otherwise.
     *
     * @param exchange the exchange's name; empty for the default one
     * @param routingKey the key, or the queue's name for the default exchange
     * @param properties AMQP properties as the management API names them ({@code content_type}, {@code message_id} …)
     * @param headers values that JSON can say
     * @param body the payload
     * @return whether at least one queue took it
     * @throws TestkitException if there is no such exchange
     */
    public boolean publish(
            String exchange, String routingKey, Map<String, ?> properties, Map<String, ?> headers, byte[] body) {
        String name = exchange.isEmpty() ? DEFAULT_EXCHANGE : exchange;
        return management()
                .post(
                        MessageJson.write(routingKey, properties, headers, body),
                        "exchanges",
                        virtualHost(),
                        name,
                        "publish")
                .path("routed")
                .asBoolean();
    }

    /**
     * Reads messages from the head of a queue and puts them back. They count as redelivered from then on, in a quorum
     * queue also against its delivery limit; messages that a consumer holds are not seen.
     *
     * @param queue the queue's name
     * @param max how many at most
     * @return the messages, oldest first
     * @throws TestkitException if there is no such queue
     */
    public List<Received> peek(String queue, int max) {
        Map<String, Object> request = Map.of("count", max, "ackmode", "ack_requeue_true", "encoding", "base64");
        return management()
                .post(request, "queues", virtualHost(), queue, "get")
                .valueStream()
                .map(MessageJson::read)
                .toList();
    }

    private long total(String queue, ToLongFunction<JsonNode> figure) {
        return listed().filter(listed -> listed.path("name").asString().equals(queue))
                .mapToLong(figure)
                .findFirst()
                .orElseThrow(() -> noSuch(queue));
    }

    private Stream<JsonNode> listed() {
        return management().get(LIVE_TOTALS, "queues", virtualHost()).stream().flatMap(JsonNode::valueStream);
    }

    private Stream<JsonNode> connections() {
        return management().get("", "vhosts", virtualHost(), "connections").stream()
                .flatMap(JsonNode::valueStream);
    }

    private Management management() {
        return scope.get().management();
    }

    private TestkitException noSuch(String queue) {
        return new TestkitException(
                "No queue '" + queue + "' in virtual host '" + virtualHost() + "': it has " + queues());
    }
}
