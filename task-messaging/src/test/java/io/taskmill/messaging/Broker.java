package io.taskmill.messaging;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.SocketConfigurators;
import io.taskmill.messaging.BrokerConnection.Declares;
import io.taskmill.model.Shards;
import io.taskmill.testkit.RealBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Connections to the real broker as processes make them, and a look at its queues by plain AMQP. */
public final class Broker {

    /** Longer than the broker's statistics lag and the longest back-off together. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    public static final Topology TOPOLOGY = new Topology(new Shards(2), () -> Set.of("default"), true);

    private final RealBroker real;

    public Broker(RealBroker real) {
        this.real = real;
    }

    public BrokerConnection connection(String name) {
        return connection(name, TOPOLOGY);
    }

    public BrokerConnection connection(String name, Topology topology) {
        return connection(name, topology, Declares.ALL);
    }

    /** One that declares what turns out to be missing. */
    public BrokerConnection consuming(String name) {
        return connection(name, TOPOLOGY, Declares.WHEN_MISSING);
    }

    private BrokerConnection connection(String name, Topology topology, Declares declares) {
        return new BrokerConnection(
                factory(), List.of(new Address(real.host(), real.port())), name, topology, declares, new Random());
    }

    /** To where nobody listens. */
    public BrokerConnection connectionTo(int port) {
        return new BrokerConnection(
                factory(), List.of(new Address("127.0.0.1", port)), "nowhere", TOPOLOGY, Declares.ALL, new Random());
    }

    /** One whose attempts to connect are told before they are made. */
    public BrokerConnection watched(int port, String name, Declares declares, Runnable attempt) {
        ConnectionFactory factory = factory();
        factory.setSocketConfigurator(socket -> {
            attempt.run();
            SocketConfigurators.defaultConfigurator().configure(socket);
        });
        return new BrokerConnection(
                factory, List.of(new Address("127.0.0.1", port)), name, TOPOLOGY, declares, new Random());
    }

    /** One with heartbeats of so many seconds. */
    public BrokerConnection withHeartbeat(String name, int seconds) {
        ConnectionFactory factory = factory();
        factory.setRequestedHeartbeat(seconds);
        return new BrokerConnection(
                factory, List.of(new Address(real.host(), real.port())), name, TOPOLOGY, Declares.ALL, new Random());
    }

    private ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUsername(real.username());
        factory.setPassword(real.password());
        factory.setVirtualHost(real.virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(3_000);
        factory.setSharedExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        return factory;
    }

    /** A durable classic queue, whose depth the broker tells at once. */
    public String newQueue(BrokerConnection connection) {
        String queue = "q-" + UUID.randomUUID();
        declare(connection, queue);
        return queue;
    }

    public void declare(BrokerConnection connection, String queue) {
        withChannel(connection, channel -> channel.queueDeclare(queue, true, false, false, null));
    }

    /** Takes all messages that lie in a queue, oldest first. */
    public List<GetResponse> drain(BrokerConnection connection, String queue) {
        return withChannel(connection, channel -> {
            List<GetResponse> messages = new ArrayList<>();
            for (GetResponse next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
                messages.add(next);
            }
            return messages;
        });
    }

    /** Takes the next message as a consumer does; a shard's queue gives messages to its active consumer only. */
    public Delivery next(BrokerConnection connection, String queue) {
        return withChannel(connection, channel -> {
            BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
            channel.basicQos(1);
            channel.basicConsume(queue, false, (_, delivery) -> arrived.add(delivery), _ -> {});
            Delivery next = arrived.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new IllegalStateException("nothing came from " + queue);
            }
            channel.basicAck(next.getEnvelope().getDeliveryTag(), false);
            return next;
        });
    }

    public void send(BrokerConnection connection, String queue, List<String> bodies) {
        withChannel(connection, channel -> {
            channel.confirmSelect();
            for (String body : bodies) {
                channel.basicPublish("", queue, null, body.getBytes(StandardCharsets.UTF_8));
            }
            return channel.waitForConfirms(PATIENCE.toMillis());
        });
    }

    /** What is done on a channel. */
    public interface Work<T> {
        T on(Channel channel) throws Exception;
    }

    /** Waits for the connection's pause, where the test has closed it. */
    public static <T> T withChannel(BrokerConnection connection, Work<T> work) {
        try (Channel channel = openOnceItMay(connection)) {
            return work.on(channel);
        } catch (Exception e) {
            throw new IllegalStateException("cannot do that on " + connection, e);
        }
    }

    static Channel openOnceItMay(BrokerConnection connection) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreException(MessagingException.class)
                .until(connection::openChannel, Objects::nonNull);
    }

    public static Map<String, Object> headers(GetResponse message) {
        Map<String, Object> headers = message.getProps().getHeaders();
        return headers == null ? Map.of() : headers;
    }
}
