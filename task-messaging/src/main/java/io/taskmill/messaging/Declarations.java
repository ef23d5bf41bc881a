package io.taskmill.messaging;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.taskmill.model.WorkQueue;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** What is declared over one {@link BrokerConnection}, when it connects and later. */
final class Declarations {

    private final Topology topology;

    /** Held while all is declared again. */
    private final ReentrantLock declaring = new ReentrantLock();

    /** The {@link System#nanoTime} at which the last complete declaration began; guarded by {@link #declaring}. */
    private long began;

    private volatile boolean shardsMissing;

    Declarations(Topology topology) {
        this.topology = topology;
        this.began = System.nanoTime();
    }

    boolean isShardsMissing() {
        return shardsMissing;
    }

    /** @throws MessagingException if the broker refuses, or the installation has another number of shards */
    void prepare(Connection fresh, BrokerConnection.Declares declares) {
        try {
            fixOrCheckShards(fresh);
            if (declares == BrokerConnection.Declares.ALL) {
                declare(fresh, topology::declare);
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            throw failed(e);
        }
    }

    /** All once more, unless that began after this was called. */
    void again(Connection connection) {
        long asked = System.nanoTime();
        declaring.lock();
        try {
            if (began - asked > 0) {
                return;
            }
            long now = System.nanoTime();
            declareOrThrow(connection, topology::declare);
            began = now;
        } finally {
            declaring.unlock();
        }
    }

    void workQueue(Connection connection, WorkQueue queue) {
        declareOrThrow(connection, declarer -> Topology.declareWorkQueue(declarer, queue));
    }

    /** What is declared. */
    private interface Declaration {
        void with(QueueDeclarer declarer) throws IOException;
    }

    private static void declareOrThrow(Connection connection, Declaration declaration) {
        try {
            declare(connection, declaration);
        } catch (IOException | ShutdownSignalException e) {
            throw failed(e);
        }
    }

    private static void declare(Connection connection, Declaration declaration) throws IOException {
        try (QueueDeclarer declarer =
                new QueueDeclarer(connection, BrokerVersion.of(connection.getServerProperties()))) {
            declaration.with(declarer);
        }
    }

    private static MessagingException failed(Exception e) {
        return new MessagingException("cannot declare exchanges and queues: " + BrokerConnection.causeOf(e), e);
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
}
