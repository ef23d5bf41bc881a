package io.taskmill.standalone.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.taskmill.testkit.Received;
import io.taskmill.testkit.TestkitException;
import io.taskmill.testkit.VirtualHost;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.qpid.server.model.ExclusivityPolicy;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.VirtualHostNode;
import org.jspecify.annotations.Nullable;

/** An embedded broker as tests see it: looked at through its objects, spoken to as a client. */
public final class EmbeddedVirtualHost implements VirtualHost {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PERSISTENT = 2;

    private final EmbeddedBroker broker;

    private EmbeddedVirtualHost(EmbeddedBroker broker) {
        this.broker = broker;
    }

    public static EmbeddedVirtualHost start() {
        return new EmbeddedVirtualHost(EmbeddedBroker.start(0, UUID.randomUUID().toString()));
    }

    @Override
    public String uri() {
        return "amqp://" + username() + ":" + URLEncoder.encode(password(), StandardCharsets.UTF_8) + "@" + host() + ":"
                + port() + "/" + name();
    }

    @Override
    public String host() {
        return EmbeddedBroker.HOST;
    }

    @Override
    public int port() {
        return broker.port();
    }

    @Override
    public String username() {
        return EmbeddedBroker.USERNAME;
    }

    @Override
    public String password() {
        return broker.password();
    }

    @Override
    public String name() {
        return EmbeddedBroker.VIRTUAL_HOST;
    }

    @Override
    public List<QueueState> queues() {
        return found().map(queue -> new QueueState(
                        queue.getName(),
                        queue.isDurable(),
                        queue.getExclusive() != ExclusivityPolicy.NONE,
                        queue.getAvailableMessages(),
                        queue.getUnacknowledgedMessages()))
                .toList();
    }

    private Stream<Queue<?>> found() {
        return hosts().flatMap(host -> host.getChildren(Queue.class).stream()).map(queue -> (Queue<?>) queue);
    }

    private Stream<org.apache.qpid.server.model.VirtualHost<?>> hosts() {
        Collection<VirtualHostNode<?>> nodes = broker.model().getVirtualHostNodes();
        return nodes.stream().map(node -> (org.apache.qpid.server.model.VirtualHost<?>) node.getVirtualHost());
    }

    private Optional<Queue<?>> queue(String name) {
        return found().filter(queue -> queue.getName().equals(name)).findFirst();
    }

    @Override
    public boolean purge(String queue) {
        return queue(queue).map(Queue::clearQueue).isPresent();
    }

    @Override
    public boolean delete(String queue) {
        return queue(queue).map(Queue::deleteAndReturnCount).isPresent();
    }

    @Override
    public List<String> connectionNames() {
        return connections()
                .map(connection -> String.valueOf(
                        connection.getClientId() == null ? connection.getName() : connection.getClientId()))
                .toList();
    }

    @Override
    public int closeConnections() {
        List<org.apache.qpid.server.model.Connection<?>> open = connections().toList();
        open.forEach(org.apache.qpid.server.model.Connection::delete);
        return open.size();
    }

    private Stream<org.apache.qpid.server.model.Connection<?>> connections() {
        return hosts().flatMap(host -> host.getConnections().stream())
                .map(connection -> (org.apache.qpid.server.model.Connection<?>) connection);
    }

    @Override
    public void declare(String queue) {
        var _ = onChannel(channel -> channel.queueDeclare(queue, true, false, false, null));
    }

    @Override
    public void bind(String exchange, String queue, String routingKey) {
        var _ = onChannel(channel -> channel.queueBind(queue, exchange, routingKey));
    }

    @Override
    public boolean unbind(String exchange, String queue, String routingKey) {
        var _ = onChannel(channel -> channel.queueUnbind(queue, exchange, routingKey));
        return true;
    }

    @Override
    public boolean publish(
            String exchange, String routingKey, Map<String, ?> properties, Map<String, ?> headers, byte[] body) {
        return onChannel(channel -> {
            AtomicBoolean routed = new AtomicBoolean(true);
            channel.addReturnListener(_ -> routed.set(false));
            channel.confirmSelect();
            channel.basicPublish(exchange, routingKey, true, properties(properties, headers), body);
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
            return routed.get();
        });
    }

    private static BasicProperties properties(Map<String, ?> properties, Map<String, ?> headers) {
        BasicProperties.Builder built =
                new BasicProperties.Builder().deliveryMode(PERSISTENT).headers(new LinkedHashMap<>(headers));
        properties.forEach((name, value) -> {
            switch (name) {
                case "content_type" -> built.contentType(String.valueOf(value));
                case "message_id" -> built.messageId(String.valueOf(value));
                case "delivery_mode" -> built.deliveryMode(((Number) value).intValue());
                default -> throw new TestkitException("the embedded broker's fixture cannot set property " + name);
            }
        });
        return built.build();
    }

    @Override
    public List<Received> peek(String queue, int max) {
        return onChannel(channel -> {
            List<Received> messages = new ArrayList<>();
            for (GetResponse next = channel.basicGet(queue, false);
                    next != null;
                    next = next(channel, queue, messages, max)) {
                messages.add(received(next));
            }
            return messages;
        });
    }

    private static @Nullable GetResponse next(Channel channel, String queue, List<Received> sofar, int max)
            throws Exception {
        return sofar.size() < max ? channel.basicGet(queue, false) : null;
    }

    private static Received received(GetResponse message) {
        AMQP.BasicProperties properties = message.getProps();
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("content_type", properties.getContentType());
        named.put("message_id", properties.getMessageId());
        named.put("delivery_mode", properties.getDeliveryMode());
        named.values().removeIf(value -> value == null);
        Map<String, Object> headers = new LinkedHashMap<>();
        if (properties.getHeaders() != null) {
            properties.getHeaders().forEach((name, value) -> headers.put(name, readable(value)));
        }
        return new Received(
                message.getEnvelope().getExchange(),
                message.getEnvelope().getRoutingKey(),
                message.getEnvelope().isRedeliver(),
                named,
                headers,
                message.getBody());
    }

    /** The client has a type of its own for texts. */
    private static Object readable(Object value) {
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    private interface Work<T> {
        T on(Channel channel) throws Exception;
    }

    /** Whatever was fetched and not acknowledged is back in its queue afterwards. */
    private <T> T onChannel(Work<T> work) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host());
        factory.setPort(port());
        factory.setUsername(username());
        factory.setPassword(password());
        factory.setVirtualHost(name());
        try (Connection connection = factory.newConnection("test");
                Channel channel = connection.createChannel()) {
            return work.on(channel);
        } catch (Exception e) {
            throw new TestkitException("the embedded broker does not do what a test asks", e);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
