package io.taskmill.api.ask;

import io.taskmill.store.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How far each shard is folded, as known within the last second: an older figure only means more patience. */
final class Watermarks {

    static final Duration KEPT = Duration.ofSeconds(1);

    private final Supplier<Map<Integer, Instant>> source;
    private final LongSupplier nanoTime;

    /** Guards {@link #read} and {@link #readAt}; held while reading, so that many askers read once. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Map<Integer, Instant> read;
    private long readAt;

    /**
     * @param source as {@link Installation#watermarks}
     * @param nanoTime as {@link System#nanoTime}
     */
    Watermarks(Supplier<Map<Integer, Instant>> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /**
     * Empty for a shard that was never folded.
     *
     * @throws io.taskmill.store.StoreUnavailableException if it must be read and the store does not answer
     */
    Optional<Instant> of(int shard) {
        lock.lock();
        try {
            Map<Integer, Instant> known = read;
            if (known == null || nanoTime.getAsLong() - readAt >= KEPT.toNanos()) {
                known = source.get();
                read = known;
                readAt = nanoTime.getAsLong();
            }
            return Optional.ofNullable(known.get(shard));
        } finally {
            lock.unlock();
        }
    }
}
