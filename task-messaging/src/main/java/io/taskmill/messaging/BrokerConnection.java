package io.taskmill.messaging;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.taskmill.model.WorkQueue;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One named connection to the broker. It does not recover by itself: whoever finds a channel broken opens another one,
 * which connects anew where that is needed, so that each user decides what a lost channel means.
 */
public final class BrokerConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final int CLOSE_TIMEOUT_MILLIS = 2_000;

    private final ConnectionFactory factory;
    private final List<Address> addresses;
    private final String name;
    private final Topology topology;

    /** Guards {@link #connection} and {@link #closed}; held while connecting, so that many users connect once. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable Connection connection;
    private volatile boolean shardsMissing;
    private boolean closed;

    public BrokerConnection(ConnectionFactory factory, List<Address> addresses, String name, Topology topology) {
        this.factory = factory;
        this.addresses = List.copyOf(addresses);
        this.name = name;
        this.topology = topology;
    }

    public boolean isOpen() {
        Connection current = connection;
        return current != null && current.isOpen();
    }

    /**
     * Whether the last attempt to connect found a broker without the exchange that stands for this number of shards: no
     * projector has started yet, or the installation has another number.
     */
    public boolean isShardsMissing() {
        return shardsMissing;
    }

    /**
     * Opens a channel, connecting and declaring the topology first where there is no connection.
     *
     * @throws MessagingException if the broker is away or refuses, or the installation has another number of shards
     */
    public Channel openChannel() {
        try {
            Channel channel = connected().createChannel();
            if (channel == null) {
                throw new MessagingException("no channel left on connection " + name);
            }
            return channel;
        } catch (IOException | com.rabbitmq.client.ShutdownSignalException e) {
            throw new MessagingException("cannot open a channel on connection " + name + ": " + causeOf(e), e);
        }
    }

    private Connection connected() {
        lock.lock();
        try {
            Connection current = connection;
            if (current != null && current.isOpen()) {
                return current;
            }
            if (closed) {
                throw new MessagingException("connection " + name + " is closed");
            }
            Connection fresh = connect();
            connection = fresh;
            LOG.info("connected name={} broker={}:{}", name, fresh.getAddress().getHostAddress(), fresh.getPort());
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private Connection connect() {
        Connection fresh;
        try {
            fresh = factory.newConnection(addresses, name);
        } catch (IOException | TimeoutException e) {
            throw new MessagingException("cannot connect to the broker at " + addresses + ": " + causeOf(e), e);
        }
        try {
            fixOrCheckShards(fresh);
            declare(fresh, topology::declare);
            return fresh;
        } catch (IOException | TimeoutException | com.rabbitmq.client.ShutdownSignalException e) {
            fresh.abort(CLOSE_TIMEOUT_MILLIS);
            throw new MessagingException("cannot declare exchanges and queues: " + causeOf(e), e);
        } catch (MessagingException e) {
            fresh.abort(CLOSE_TIMEOUT_MILLIS);
            throw e;
        }
    }

    /** What is declared. */
    private interface Declaration {
        void with(QueueDeclarer declarer) throws IOException;
    }

    private static void declare(Connection connection, Declaration declaration) throws IOException {
        try (QueueDeclarer declarer =
                new QueueDeclarer(connection, BrokerVersion.of(connection.getServerProperties()))) {
            declaration.with(declarer);
        }
    }

    /**
     * Declares the topology once more on a connection that is open: somebody has deleted a queue.
     *
     * @throws MessagingException if the broker is away or refuses
     */
    public void declareAgain() {
        declareOnOpen(topology::declare);
    }

    void declareOnOpen(WorkQueue queue) {
        declareOnOpen(declarer -> Topology.declareWorkQueue(declarer, queue));
    }

    private void declareOnOpen(Declaration declaration) {
        try {
            declare(connected(), declaration);
        } catch (IOException | com.rabbitmq.client.ShutdownSignalException e) {
            throw new MessagingException("cannot declare exchanges and queues: " + causeOf(e), e);
        }
    }

    private void fixOrCheckShards(Connection fresh) throws IOException, TimeoutException {
        Channel channel = fresh.createChannel();
        try {
            if (topology.owner()) {
                channel.exchangeDeclare(topology.shardsExchange(), BuiltinExchangeType.FANOUT, true);
            } else {
                channel.exchangeDeclarePassive(topology.shardsExchange());
            }
            shardsMissing = false;
            channel.close();
        } catch (IOException e) {
            if (topology.owner() || channel.isOpen()) {
                throw e;
            }
            shardsMissing = true;
            throw new MessagingException(
                    "the broker has no exchange " + topology.shardsExchange() + ": either no projector has started"
                            + " here yet, or the installation has another number of shards than taskmill.shards="
                            + topology.shards().count(),
                    e);
        }
    }

    private static String causeOf(Throwable e) {
        Throwable cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Connection current = connection;
            if (current != null && current.isOpen()) {
                current.abort(CLOSE_TIMEOUT_MILLIS);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
