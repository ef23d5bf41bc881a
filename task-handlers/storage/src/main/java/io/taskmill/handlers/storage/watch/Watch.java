package io.taskmill.handlers.storage.watch;

import io.taskmill.handlers.storage.StorageException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How runs look at what goes on in a cluster: every so often, and through times in which it does not answer. */
public final class Watch {

    /** Asks the cluster for something, and changes nothing. */
    @FunctionalInterface
    public interface Look<T> {
        T look() throws InterruptedException;
    }

    private final Duration every;
    private final Duration patience;
    private final LongSupplier nanoTime;

    /**
     * @param every between two looks
     * @param patience how long a cluster may be away before a run gives up, which its task's retry policy deals with
     * @param nanoTime as {@link System#nanoTime}
     */
    public Watch(Duration every, Duration patience, LongSupplier nanoTime) {
        this.every = every;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /**
     * Looks, and looks again while the cluster is away.
     *
     * @throws StorageException.Unreachable if it was away for longer than that
     */
    public <T> T look(Look<T> look) throws InterruptedException {
        long since = nanoTime.getAsLong();
        while (true) {
            try {
                return look.look();
            } catch (StorageException.Unreachable e) {
                if (elapsed(since).compareTo(patience) >= 0) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Waits until the next look. */
    public void pause() throws InterruptedException {
        Thread.sleep(every);
    }

    /** To be given to {@link #elapsed}. */
    public long now() {
        return nanoTime.getAsLong();
    }

    /** How long ago that was. */
    public Duration elapsed(long since) {
        return Duration.ofNanos(nanoTime.getAsLong() - since);
    }
}
