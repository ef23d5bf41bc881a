package io.taskmill.runtime.metric;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Values of a metric's label that come from outside: the first hundred are told apart, the rest are one. */
final class BoundedLabel {

    static final int MOST = 100;
    static final String OTHER = "other";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Guards the growth of {@link #known}, so that it stops at its bound. */
    private final ReentrantLock lock = new ReentrantLock();

    String of(String value) {
        return known.contains(value) || admit(value) ? value : OTHER;
    }

    private boolean admit(String value) {
        if (known.size() >= MOST) {
            return false;
        }
        lock.lock();
        try {
            return known.contains(value) || (known.size() < MOST && known.add(value));
        } finally {
            lock.unlock();
        }
    }
}
