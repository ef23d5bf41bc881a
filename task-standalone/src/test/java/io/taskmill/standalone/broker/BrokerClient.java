package io.taskmill.standalone.broker;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.publish.Outbound;
import io.taskmill.messaging.publish.PublishOutcome;
import io.taskmill.messaging.publish.Publisher;
import io.taskmill.model.Shards;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;

/** Connects to the embedded broker as Taskmill's programs do. */
final class BrokerClient implements AutoCloseable {

    static final Topology TOPOLOGY = new Topology(new Shards(2), () -> Set.of("default"), true);

    private final EmbeddedBroker broker;
    private final List<Runnable> closing = new ArrayList<>();

    BrokerClient(EmbeddedBroker broker) {
        this.broker = broker;
    }

    BrokerConnection connection(String name) {
        return connection(name, broker.password());
    }

    BrokerConnection connection(String name, String password) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUsername(EmbeddedBroker.USERNAME);
        factory.setPassword(password);
        factory.setVirtualHost(EmbeddedBroker.VIRTUAL_HOST);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setSharedExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        BrokerConnection connection = new BrokerConnection(
                factory,
                List.of(new Address(EmbeddedBroker.HOST, broker.port())),
                name,
                TOPOLOGY,
                BrokerConnection.Declares.ALL,
                new Random(1));
        closing.add(connection::close);
        return connection;
    }

    /** Publishes one message and waits for what becomes of it. */
    static PublishOutcome publish(Publisher publisher, String exchange, String key, byte[] body)
            throws InterruptedException {
        return publisher.publish(new Outbound(exchange, key, body, Map.of())).await(Duration.ofSeconds(20));
    }

    Publisher publisher() {
        Publisher publisher = new Publisher(connection("publish"), new Random(1));
        closing.add(publisher::close);
        return publisher;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes all that lies in a queue, oldest first. */
    static List<String> drain(Channel channel, String queue) throws Exception {
        List<String> bodies = new ArrayList<>();
        for (GetResponse next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
            bodies.add(new String(next.getBody(), StandardCharsets.UTF_8));
        }
        return bodies;
    }

    @Override
    public void close() {
        closing.reversed().forEach(Runnable::run);
    }
}
