package io.taskmill.messaging;

import com.rabbitmq.client.BlockedListener;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the broker reads what one connection publishes. When it is short of disk or memory it stops reading from
 * connections that publish, all that they send included, and says so; it goes on with those that only consume.
 */
final class Blocking implements BlockedListener {

    private static final Logger LOG = LoggerFactory.getLogger(Blocking.class);

    private final String name;

    /** Guards {@link #reason}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition over = lock.newCondition();
    private @Nullable String reason;

    /** @param name of the connection, for the log */
    Blocking(String name) {
        this.name = name;
    }

    @Override
    public void handleBlocked(String why) {
        LOG.warn("broker blocks publishers name={} reason={}", name, why);
        set("the broker blocks publishers: " + why);
    }

    @Override
    public void handleUnblocked() {
        LOG.info("broker takes messages again name={}", name);
        set(null);
    }

    private void set(@Nullable String why) {
        lock.lock();
        try {
            reason = why;
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing is read; null while it is. */
    @Nullable String reason() {
        lock.lock();
        try {
            return reason;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the broker reads, at the latest after so long. */
    boolean awaitOver(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (reason != null && left > 0) {
                left = over.awaitNanos(left);
            }
            return reason == null;
        } finally {
            lock.unlock();
        }
    }
}
