package io.taskmill.messaging.consume;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the unacknowledged messages of one channel within one prefetch although the broker counts for each consumer
 * apart: who begins to consume again gets only the room that earlier consumers' messages leave.
 */
final class PrefetchBudget {

    /** What one consumer holds. */
    static final class Share {
        private final AtomicInteger unsettled = new AtomicInteger();

        void taken() {
            unsettled.incrementAndGet();
        }

        void settled() {
            unsettled.decrementAndGet();
        }
    }

    private final int prefetch;
    private final List<Share> earlier = new ArrayList<>();
    private Share current = new Share();
    private int granted;

    PrefetchBudget(int prefetch) {
        this.prefetch = prefetch;
    }

    /** A consumer begins: how many messages it may hold; if none, it must not begin. */
    int begin() {
        earlier.add(current);
        current = new Share();
        granted = room();
        return granted;
    }

    Share share() {
        return current;
    }

    boolean hasRoom() {
        return prefetch - heldByAll() > 0;
    }

    /** Whether a consumer that began with little could have twice as much by now. */
    boolean isNarrow() {
        return granted < prefetch && room() >= Math.min(prefetch, 2 * granted);
    }

    private int room() {
        earlier.removeIf(share -> share.unsettled.get() == 0);
        return prefetch
                - earlier.stream().mapToInt(share -> share.unsettled.get()).sum();
    }

    private int heldByAll() {
        return prefetch - room() + current.unsettled.get();
    }
}
