package io.taskmill.messaging.consume;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the unacknowledged messages of one channel within one prefetch although the broker counts for each consumer
 * apart: whoever begins to consume gets only the room that is left by the others and by the messages of those that were
 * cancelled. Where that becomes more, another consumer begins beside the first. Confined to its owner's thread but for
 * {@link Share}.
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

    private final List<Share> active = new ArrayList<>();
    private final List<Share> cancelled = new ArrayList<>();
    private int granted;

    /** Whether another consumer is worth it: it is the first, it doubles what there is, or it makes it whole. */
    boolean canGrow(int prefetch) {
        int room = room(prefetch);
        return room > 0 && (room >= granted || granted + room == prefetch);
    }

    /** Whether there are consumers that may hold more than this. */
    boolean exceeds(int prefetch) {
        return granted > prefetch;
    }

    boolean isConsumed() {
        return !active.isEmpty();
    }

    /** How many messages a consumer that begins now may hold. */
    int room(int prefetch) {
        cancelled.removeIf(share -> share.unsettled.get() == 0);
        return prefetch
                - granted
                - cancelled.stream().mapToInt(share -> share.unsettled.get()).sum();
    }

    Share begin(int room) {
        Share share = new Share();
        active.add(share);
        granted += room;
        return share;
    }

    void allCancelled() {
        cancelled.addAll(active);
        active.clear();
        granted = 0;
    }
}
