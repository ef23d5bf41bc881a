package io.taskmill.testkit;

import io.taskmill.testkit.VirtualHost.QueueState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

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
 * {@code ./taskmill services start}, else an embedded one (see {@link EmbeddedServers}). Without any, the test fails: it
 * is not skipped.
 *
 * <p>Queues and connections are observed through the management API, from outside of AMQP, and what it reports is
 * statistics. Depths of classic queues are current. Depths of quorum queues lag by the broker's
 * {@code quorum_tick_interval} (5 s by default, 1 s in the testkit's container), and lists of connections by
 * {@code collect_statistics_interval} (1 s there): await a figure, and never take a zero read right after a publish for
 * an empty queue.
 */
public final class RealBroker implements BeforeAllCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(RealBroker.class);

    private final ClassScope<VirtualHost> scope = new ClassScope<>("RealBroker");

    /** What all tests of this JVM look for once. */
    private record Found(Optional<BrokerAddress> address) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (scope.isOpen()) {
            return;
        }
        scope.open(
                context,
                EmbeddedServers.demanded()
                        .map(EmbeddedServers::startBroker)
                        .or(() -> real(context))
                        .or(() -> EmbeddedServers.permittedTo(context).map(EmbeddedServers::startBroker))
                        .orElseThrow(() -> BrokerServer.search().missing()));
    }

    private static Optional<VirtualHost> real(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(
                        Found.class, type -> new Found(BrokerServer.search().find()), Found.class)
                .address()
                .map(address -> RabbitVirtualHost.make(
                        address,
                        ClassScope.uniqueName(context),
                        context.getRequiredTestClass().getName()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        VirtualHost entered = scope.closeIfOwner(context);
        if (entered != null) {
            entered.close();
        }
    }

    /**
     * Where clients connect, virtual host included.
     *
     * @return {@code amqp://user:password@host:port/vhost}, each part percent-encoded
     */
    public String uri() {
        return scope.get().uri();
    }

    /** {@return the name of this test class's virtual host, not encoded} */
    public String virtualHost() {
        return scope.get().name();
    }

    /** {@return the server's host, a name or an address} */
    public String host() {
        return scope.get().host();
    }

    /** {@return the server's AMQP port} */
    public int port() {
        return scope.get().port();
    }

    /** {@return a user with all permissions in the virtual host, not encoded} */
    public String username() {
        return scope.get().username();
    }

    /** {@return the password of {@link #username()}, not encoded} */
    public String password() {
        return scope.get().password();
    }

    /**
     * Messages that wait for a consumer ({@code messages_ready}). Lags for quorum queues, see the class.
     *
     * @param queue the queue's name
     * @return how many
     * @throws TestkitException if there is no such queue
     */
    public long ready(String queue) {
        return state(queue).ready();
    }

    /**
     * Messages that a consumer holds ({@code messages_unacknowledged}). Lags for quorum queues, see the class.
     *
     * @param queue the queue's name
     * @return how many
     * @throws TestkitException if there is no such queue
     */
    public long unacknowledged(String queue) {
        return state(queue).unacknowledged();
    }

    /**
     * All queues of the virtual host.
     *
     * @return their names, sorted
     */
    public Set<String> queues() {
        return names(queue -> true);
    }

    /**
     * Queues that go with a restart of the broker and belong to no connection; RabbitMQ 4 refuses to have any.
     *
     * @return their names, sorted
     */
    public Set<String> transientQueues() {
        return names(queue -> !queue.durable() && !queue.exclusive());
    }

    private Set<String> names(Predicate<QueueState> condition) {
        return scope.get().queues().stream()
                .filter(condition)
                .map(QueueState::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether a queue is declared.
     *
     * @param queue the queue's name
     * @return whether it is
     */
    public boolean queueExists(String queue) {
        return find(queue).isPresent();
    }

    /**
     * Drops the messages that wait in a queue; what consumers hold stays theirs.
     *
     * @param queue the queue's name
     * @throws TestkitException if there is no such queue
     */
    public void purge(String queue) {
        if (!scope.get().purge(queue)) {
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
        if (!scope.get().delete(queue)) {
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
        return scope.get().connectionNames();
    }

    /**
     * Closes all connections in the virtual host, as an operator would; clients see {@code CONNECTION_FORCED}. One that
     * opened less than a moment ago may be missed, see the class.
     *
     * @return how many were closed
     */
    public int closeConnections() {
        return scope.get().closeConnections();
    }

    /**
     * Declares a durable classic queue without arguments.
     *
     * @param queue the queue's name
     */
    public void declare(String queue) {
        scope.get().declare(queue);
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
        scope.get().bind(exchange, queue, routingKey);
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
        if (!scope.get().unbind(exchange, queue, routingKey)) {
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
        return scope.get().publish(exchange, routingKey, properties, headers, body);
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
        return scope.get().peek(queue, max);
    }

    private QueueState state(String queue) {
        return find(queue).orElseThrow(() -> noSuch(queue));
    }

    private Optional<QueueState> find(String queue) {
        return scope.get().queues().stream()
                .filter(listed -> listed.name().equals(queue))
                .findFirst();
    }

    private TestkitException noSuch(String queue) {
        return new TestkitException(
                "No queue '" + queue + "' in virtual host '" + virtualHost() + "': it has " + queues());
    }
}
