package io.taskmill.messaging;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.taskmill.model.WorkQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One named connection to the broker. It does not recover by itself: whoever finds a channel broken opens another one,
 * which connects anew where that is needed, so that each user decides what a lost channel means.
 *
 * <p>However many users it has, it connects once and backs off once: after a failed attempt, and after the connection
 * broke, nobody connects before {@link #pause} is over, and {@link #openChannel} fails at once.
 */
public final class BrokerConnection implements AutoCloseable {

    /** What a connection declares when it connects. The number of shards is fixed or checked by each. */
    public enum Declares {
        /** The whole topology: whoever publishes does, since what it sends must find a queue. */
        ALL,
        /** Nothing: who only consumes declares when a queue turns out to be missing. */
        WHEN_MISSING
    }

    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private final ConnectionFactory factory;
    private final List<Address> addresses;
    private final String name;
    private final Declarations declarations;
    private final Declares declares;

    /** Held while connecting, so that many users connect once. Taken before {@link #state}, never after it. */
    private final ReentrantLock connecting = new ReentrantLock();

    /** Guards {@link #connection}, {@link #pause} and {@link #closed}; never held while anything is waited for. */
    private final ReentrantLock state = new ReentrantLock();

    private final ConnectPause pause;
    private @Nullable Connection connection;
    private boolean closed;

    /** Of {@link #connection}. */
    private volatile Blocking blocking;

    /** @param random of the pauses between attempts to connect */
    public BrokerConnection(
            ConnectionFactory factory,
            List<Address> addresses,
            String name,
            Topology topology,
            Declares declares,
            RandomGenerator random) {
        this.factory = factory;
        this.addresses = List.copyOf(addresses);
        this.name = name;
        this.declarations = new Declarations(topology);
        this.declares = declares;
        this.pause = new ConnectPause(random);
        this.blocking = new Blocking(name);
    }

    public boolean isOpen() {
        return standing() != null;
    }

    /**
     * Whether the last attempt to connect found a broker without the exchange that stands for this number of shards: no
     * projector has started yet, or the installation has another number.
     */
    public boolean isShardsMissing() {
        return declarations.isShardsMissing();
    }

    /** Why the broker does not read what is published on this connection; empty while it does, or is away. */
    public Optional<String> blocked() {
        String reason = blocking.reason();
        return reason != null && isOpen() ? Optional.of(reason) : Optional.empty();
    }

    /** Waits until the broker reads what is published, or is away; false if it takes longer. */
    public boolean awaitUnblocked(Duration timeout) throws InterruptedException {
        return blocking.awaitOver(timeout) || !isOpen();
    }

    /**
     * How long to wait before opening a channel again.
     *
     * @param own of whoever waits, for what fails on an open connection; while the connection is away its own pause counts
     * @return never nothing, since whoever asks has failed, if only at something else
     */
    public Duration pause(Backoff own) {
        state.lock();
        try {
            if (closed || noticed() != null) {
                return own.next();
            }
            Duration left = pause.left(System.nanoTime());
            return left.compareTo(SHORTEST_PAUSE) > 0 ? left : SHORTEST_PAUSE;
        } finally {
            state.unlock();
        }
    }

    /**
     * Opens a channel, connecting first where there is no connection.
     *
     * @throws MessagingException if the broker is away or refuses, or the installation has another number of shards; at
     *     once, with the last reason, during the pause after that
     */
    public Channel openChannel() {
        try {
            Channel channel = connected().createChannel();
            if (channel == null) {
                throw new MessagingException("no channel left on connection " + name);
            }
            return channel;
        } catch (IOException | ShutdownSignalException e) {
            throw new MessagingException("cannot open a channel on connection " + name + ": " + causeOf(e), e);
        }
    }

    private Connection connected() {
        Connection current = standing();
        if (current != null) {
            return current;
        }
        connecting.lock();
        try {
            Connection others = standing();
            if (others != null) {
                return others;
            }
            requireNoPause();
            Connection fresh = connect();
            LOG.info("connected name={} broker={}:{}", name, fresh.getAddress().getHostAddress(), fresh.getPort());
            return fresh;
        } finally {
            connecting.unlock();
        }
    }

    private @Nullable Connection standing() {
        state.lock();
        try {
            return noticed();
        } finally {
            state.unlock();
        }
    }

    /** The connection; none if it has broken, and then its pause has begun. Under {@link #state}. */
    private @Nullable Connection noticed() {
        Connection current = connection;
        if (current != null && !current.isOpen()) {
            connection = null;
            pause.broke("the connection broke: " + current.getCloseReason().getMessage(), System.nanoTime());
        }
        return connection;
    }

    private void requireNoPause() {
        state.lock();
        try {
            if (closed) {
                throw new MessagingException("connection " + name + " is closed");
            }
            if (pause.left(System.nanoTime()).isPositive()) {
                throw new MessagingException(pause.reason());
            }
        } finally {
            state.unlock();
        }
    }

    /** Connects, under {@link #connecting}. */
    private Connection connect() {
        Connection fresh = null;
        try {
            fresh = attempt();
            Blocking own = new Blocking(name);
            fresh.addBlockedListener(own); // before anything is published, so that it is told from the first time on
            blocking = own;
            declarations.prepare(fresh, declares);
            keep(fresh);
            fresh.addShutdownListener(_ -> standing()); // a break is noticed when it happens, and its pause begins
            return fresh;
        } catch (MessagingException e) {
            if (fresh != null) {
                fresh.abort((int) CLOSE_TIMEOUT.toMillis());
            }
            failed(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private Connection attempt() {
        try {
            return factory.newConnection(addresses, name);
        } catch (IOException | TimeoutException e) {
            throw new MessagingException("cannot connect to the broker at " + addresses + ": " + causeOf(e), e);
        }
    }

    private void keep(Connection fresh) {
        state.lock();
        try {
            if (closed) {
                throw new MessagingException("connection " + name + " is closed");
            }
            connection = fresh;
            pause.connected(System.nanoTime());
        } finally {
            state.unlock();
        }
    }

    private void failed(String reason) {
        state.lock();
        try {
            pause.failed(reason, System.nanoTime());
        } finally {
            state.unlock();
        }
    }

    /**
     * Declares the topology once more: somebody has deleted a queue, or nobody has declared it yet. Users who ask for it
     * at the same time have it done once.
     *
     * @throws MessagingException if the broker is away or refuses
     */
    public void declareAgain() {
        declarations.again(connected());
    }

    void declareOnOpen(WorkQueue queue) {
        declarations.workQueue(connected(), queue);
    }

    static String causeOf(Throwable e) {
        Throwable cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Returns within seconds, also while the broker does not read what is written. */
    @Override
    public void close() {
        Connection current;
        state.lock();
        try {
            closed = true;
            current = connection;
        } finally {
            state.unlock();
        }
        if (current != null && current.isOpen()) {
            current.abort((int) CLOSE_TIMEOUT.toMillis());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
