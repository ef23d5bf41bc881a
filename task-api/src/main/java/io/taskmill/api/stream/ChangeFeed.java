package io.taskmill.api.stream;

import io.taskmill.messaging.BrokerConnection;
import io.taskmill.messaging.Topology;
import io.taskmill.messaging.codec.WireCodec;
import io.taskmill.messaging.config.BrokerConnections;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.model.Shards;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Listens to what projectors broadcast, from the first reader on. */
@Component
class ChangeFeed implements DisposableBean {

    private static final int PREFETCH = 50;

    private final BrokerConnections connections;
    private final WireCodec codec;
    private final Readers readers;
    private final RowEvents events;
    private final RandomGenerator random;

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable BrokerConnection connection;
    private @Nullable Subscription subscription;

    ChangeFeed(
            BrokerConnections connections, WireCodec codec, Readers readers, RowEvents events, RandomGenerator random) {
        this.connections = connections;
        this.codec = codec;
        this.readers = readers;
        this.events = events;
        this.random = random;
    }

    /** Returns at once: who joins before the broker answers is reset when it does. */
    void open(Shards shards) {
        lock.lock();
        try {
            if (subscription == null) {
                connection = connections.consuming("changes", new Topology(shards, Set::of, false));
                subscription = Subscription.changes(
                        connection, PREFETCH, new ChangeListener(codec, readers, events::of), random);
                subscription.start();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void destroy() {
        lock.lock();
        try {
            if (subscription != null && connection != null) {
                subscription.close();
                connection.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
