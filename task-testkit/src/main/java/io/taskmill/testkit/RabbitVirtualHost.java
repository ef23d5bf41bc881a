package io.taskmill.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A virtual host of a RabbitMQ, made, observed and deleted through its management API. */
final class RabbitVirtualHost implements VirtualHost {

    /** Totals asked of the queues themselves, without the statistics database in between. */
    private static final String LIVE_TOTALS = "?disable_stats=true&enable_queue_totals=true";

    private static final String DEFAULT_EXCHANGE = "amq.default";

    private final BrokerAddress address;
    private final String name;
    private final Management management;

    private RabbitVirtualHost(BrokerAddress address, String name) {
        this.address = address;
        this.name = name;
        this.management = new Management(address);
    }

    /** @param description what it is for, shown by the management page */
    static RabbitVirtualHost make(BrokerAddress address, String name, String description) {
        RabbitVirtualHost made = new RabbitVirtualHost(address, name);
        made.management.put(Map.of("description", description), "vhosts", name);
        made.management.put(
                Map.of("configure", ".*", "write", ".*", "read", ".*"), "permissions", name, address.username());
        return made;
    }

    @Override
    public String uri() {
        return address.uri(name);
    }

    @Override
    public String host() {
        return address.host();
    }

    @Override
    public int port() {
        return address.port();
    }

    @Override
    public String username() {
        return address.username();
    }

    @Override
    public String password() {
        return address.password();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<QueueState> queues() {
        return management.get(LIVE_TOTALS, "queues", name).stream()
                .flatMap(JsonNode::valueStream)
                .map(queue -> new QueueState(
                        queue.path("name").asString(),
                        queue.path("durable").asBoolean(),
                        queue.path("exclusive").asBoolean(),
                        queue.path("messages_ready").asLong(0),
                        queue.path("messages_unacknowledged").asLong(0)))
                .toList();
    }

    @Override
    public boolean purge(String queue) {
        return management.delete("queues", name, queue, "contents");
    }

    @Override
    public boolean delete(String queue) {
        return management.delete("queues", name, queue);
    }

    @Override
    public List<String> connectionNames() {
        return connections()
                .map(connection -> connection
                        .path("user_provided_name")
                        .asString(connection.path("name").asString()))
                .toList();
    }

    @Override
    public int closeConnections() {
        return (int) connections()
                .filter(connection ->
                        management.delete("connections", connection.path("name").asString()))
                .count();
    }

    private Stream<JsonNode> connections() {
        return management.get("", "vhosts", name, "connections").stream().flatMap(JsonNode::valueStream);
    }

    @Override
    public void declare(String queue) {
        management.put(Map.of("durable", true), "queues", name, queue);
    }

    @Override
    public void bind(String exchange, String queue, String routingKey) {
        management.post(Map.of("routing_key", routingKey), "bindings", name, "e", exchange, "q", queue);
    }

    @Override
    public boolean unbind(String exchange, String queue, String routingKey) {
        return management.delete("bindings", name, "e", exchange, "q", queue, routingKey);
    }

    @Override
    public boolean publish(
            String exchange, String routingKey, Map<String, ?> properties, Map<String, ?> headers, byte[] body) {
        return management
                .post(
                        MessageJson.write(routingKey, properties, headers, body),
                        "exchanges",
                        name,
                        exchange.isEmpty() ? DEFAULT_EXCHANGE : exchange,
                        "publish")
                .path("routed")
                .asBoolean();
    }

    @Override
    public List<Received> peek(String queue, int max) {
        Map<String, Object> request = Map.of("count", max, "ackmode", "ack_requeue_true", "encoding", "base64");
        return management
                .post(request, "queues", name, queue, "get")
                .valueStream()
                .map(MessageJson::read)
                .toList();
    }

    @Override
    public void close() {
        try (management) {
            management.delete("vhosts", name);
        }
    }
}
