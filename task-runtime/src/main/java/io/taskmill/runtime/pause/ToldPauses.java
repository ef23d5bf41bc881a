package io.taskmill.runtime.pause;

import io.taskmill.model.message.ControlMessage.PausesKnown;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this process was told of pauses, over all of its sessions. Until it is told anything it tells revision {@value
 * #NOTHING}, so that each projector that knows of pauses answers, if only that there are none.
 */
public final class ToldPauses {

    private static final long NOTHING = -1;

    /**
     * What is paused.
     *
     * @param pools whose work queues are left alone
     * @param types whose commands are given back
     */
    public record Present(long revision, Set<String> pools, Set<String> types) {

        public Present {
            pools = Set.copyOf(pools);
            types = Set.copyOf(types);
        }
    }

    /** Guards changes of {@link #present}. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Present present = new Present(NOTHING, Set.of(), Set.of());
    private final CountDownLatch told = new CountDownLatch(1);

    /** What is known now. */
    public Present present() {
        return present;
    }

    /**
     * Takes that over, unless it is no news: answers of two projectors may come in any order.
     *
     * @return whether it was
     */
    public boolean told(PausesKnown message) {
        lock.lock();
        try {
            boolean news = message.revision() > present.revision();
            if (news) {
                present = new Present(message.revision(), Set.copyOf(message.pools()), Set.copyOf(message.types()));
            }
            return news;
        } finally {
            lock.unlock();
            told.countDown();
        }
    }

    /** Waits until anything was told, if only that nothing is paused; false if that takes longer. */
    public boolean await(Duration patience) throws InterruptedException {
        return told.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
