package io.taskmill.messaging.consume;

import java.util.concurrent.locks.ReentrantLock;

/** How many messages were ever asked for and how many came, whatever became of the consumers that brought them. */
final class Demand {

    private static final long ENDLESS = Long.MAX_VALUE;

    /** The protocol has no larger prefetch. */
    private static final int MOST = 65_535;

    /** What one consumer may hold. */
    private final int prefetch;

    /** Guards the fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private long asked;
    private long delivered;

    private Demand(int prefetch, long asked) {
        this.prefetch = prefetch;
        this.asked = asked;
    }

    static Demand endless(int prefetch) {
        return new Demand(prefetch, ENDLESS);
    }

    static Demand none() {
        return new Demand(MOST, 0);
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

    /** Whether this was the last one asked for. */
    boolean delivered() {
        lock.lock();
        try {
            delivered++;
            return delivered == asked;
        } finally {
            lock.unlock();
        }
    }

    /** Grows with each {@link #ask}. */
    long total() {
        lock.lock();
        try {
            return asked;
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
