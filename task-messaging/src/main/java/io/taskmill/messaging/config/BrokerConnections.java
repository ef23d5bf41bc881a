package io.taskmill.messaging.config;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.ConnectionFactory;
import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.BrokerConnection.Declares;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.publish.PublishObserver;
import io.taskmill.messaging.publish.Publisher;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;

/** Makes the connections of a process from Spring Boot's RabbitMQ configuration, credentials and TLS included. */
public final class BrokerConnections {

    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    private static final int HEARTBEAT_SECONDS = 10;

    /** For declarations and the like; a broker that stalls for longer is treated as one that is away. */
    private static final int RPC_TIMEOUT_MILLIS = 20_000;

    private final ConnectionFactory factory;
    private final List<Address> addresses;
    private final String processName;
    private final PublishObserver observer;
    private final RandomGenerator random;

    /** Bounded by the parts of a process: each makes its own one, once. */
    private final List<Publisher> publishers = new CopyOnWriteArrayList<>();

    BrokerConnections(
            CachingConnectionFactory configured,
            RabbitConnectionDetails details,
            String processName,
            PublishObserver observer,
            RandomGenerator random) {
        this.observer = observer;
        this.random = random;
        this.factory = configured.getRabbitConnectionFactory().clone();
        this.addresses = details.getAddresses().stream()
                .map(address -> new Address(address.host(), address.port()))
                .toList();
        this.processName = processName;
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        factory.setChannelRpcTimeout(RPC_TIMEOUT_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setSharedExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().name("amqp-", 0).daemon().factory()));
    }

    /**
     * A connection that is opened at first use, and declares the whole topology then.
     *
     * @param purpose such as {@code publish}; with the process's name it becomes the name that the broker shows
     */
    public BrokerConnection named(String purpose, Topology topology) {
        return named(purpose, topology, Declares.ALL);
    }

    /** The same, to consume with: it declares what turns out to be missing. */
    public BrokerConnection consuming(String purpose, Topology topology) {
        return named(purpose, topology, Declares.WHEN_MISSING);
    }

    private BrokerConnection named(String purpose, Topology topology, Declares declares) {
        return new BrokerConnection(factory, addresses, processName + "-" + purpose, topology, declares, random);
    }

    /** A publisher whose messages are measured and whose connection the process's health tells of. */
    public Publisher publisher(BrokerConnection connection, RandomGenerator random) {
        Publisher publisher = new Publisher(connection, random, observer);
        publishers.add(publisher);
        return publisher;
    }

    /** Those that were made here. */
    List<Publisher> publishers() {
        return publishers;
    }

    /** What the connections' names begin with. */
    String processName() {
        return processName;
    }

    /** How many of them the broker blocks. */
    long blockedPublishers() {
        return publishers.stream()
                .filter(publisher -> publisher.blocked().isPresent())
                .count();
    }

    /** The brokers that are tried, {@code host:port}. */
    List<String> brokers() {
        return addresses.stream()
                .map(address -> address.getHost() + ":" + address.getPort())
                .toList();
    }
}
