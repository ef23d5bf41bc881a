package io.taskmill.api.pause;

import io.taskmill.model.Pause;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.pause.Pauses;
import io.taskmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is paused, as known within the last second, for all requests together; and as it is now for who asks for just that. */
public final class KnownPauses {

    static final Duration KEPT = Duration.ofSeconds(1);

    private final Supplier<Pauses> source;
    private final LongSupplier nanoTime;

    /** Guards {@link #last} and {@link #readAt}; held while reading, so that many requests read once. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Pauses last;
    private long readAt;

    /**
     * @param source reads them; fails with a {@link StoreUnavailableException}
     * @param nanoTime as {@link System#nanoTime}
     */
    public KnownPauses(Supplier<Pauses> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /**
     * All pauses, a second old at most.
     *
     * @throws StoreUnavailableException if they must be read and the store does not answer
     */
    public Pauses present() {
        lock.lock();
        try {
            Pauses known = last;
            if (known == null || nanoTime.getAsLong() - readAt >= KEPT.toNanos()) {
                known = source.get();
                last = known;
                readAt = nanoTime.getAsLong();
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /**
     * All pauses as they are stored now.
     *
     * @throws StoreUnavailableException if the store does not answer
     */
    public Pauses now() {
        return source.get();
    }

    /**
     * What keeps a task from starting that was asked for like that and has nothing else to wait for: the pause of its pool,
     * else of its type.
     *
     * @throws StoreUnavailableException if they must be read and the store does not answer
     */
    public Optional<Pause> of(TaskSpec spec) {
        Pauses pauses = present();
        return pauses.of(Pause.Kind.POOL, spec.pool()).or(() -> pauses.of(Pause.Kind.TYPE, spec.type()));
    }
}
