package io.taskmill.messaging.consume;

import java.util.concurrent.locks.ReentrantLock;

/** How many messages were ever asked for and how many came, whatever became of the consumers that brought them. */
final class Demand {

    /** The protocol has no larger prefetch. */
    private static final int MOST = 65_535;

    /** What one consumer may hold. */
    private final int prefetch;

    private final boolean endless;

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private long asked;
    private long delivered;

    private Demand(int prefetch, boolean endless) {
        this.prefetch = prefetch;
        this.endless = endless;
        this.asked = endless ? Long.MAX_VALUE : 0;
    }

    static Demand endless(int prefetch) {
        return new Demand(prefetch, true);
    }

    static Demand none() {
        return new Demand(MOST, false);
    }

    /** Whether {@link #open} is always what one consumer may hold. */
    boolean isEndless() {
        return endless;
    }

    void ask(int more) {
        lock.lock();
        try {
            asked = Math.max(asked, delivered) + more;
        } finally {
            lock.unlock();
        }
    }

    void withdraw() {
        lock.lock();
        try {
            asked = delivered;
        } finally {
            lock.unlock();
        }
    }

    void delivered() {
        lock.lock();
        try {
            delivered++;
        } finally {
            lock.unlock();
        }
    }

    /** What was asked for and has not come, as far as one consumer may have it. */
    int open() {
        lock.lock();
        try {
            return Math.clamp(asked - delivered, 0, prefetch);
        } finally {
            lock.unlock();
        }
    }
}
