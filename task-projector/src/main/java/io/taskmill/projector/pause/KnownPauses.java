package io.taskmill.projector.pause;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.taskmill.model.Pause;
import io.taskmill.model.pause.Pauses;
import io.taskmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is paused, read at most once a second for all shards of a process, and only when somebody asks. While the store is
 * away, and while another thread reads, what was known last stands.
 */
public final class KnownPauses {

    /** How old what is known may be. */
    public static final Duration KEPT = Duration.ofSeconds(1);

    private final Supplier<Pauses> source;
    private final LongSupplier nanoTime;

    /** Guards {@link #readAt}; held while reading. */
    private final ReentrantLock reading = new ReentrantLock();

    private long readAt;

    private volatile @Nullable Pauses last;

    /**
     * @param source reads them; fails with a {@link StoreUnavailableException}
     * @param nanoTime as {@link System#nanoTime}
     */
    public KnownPauses(Supplier<Pauses> source, LongSupplier nanoTime, MeterRegistry registry) {
        this.source = source;
        this.nanoTime = nanoTime;
        for (Pause.Kind kind : Pause.Kind.values()) {
            Gauge.builder("taskmill.projector.paused", () -> count(kind))
                    .description("Pools and types that are paused")
                    .tag("kind", kind.text())
                    .strongReference(true)
                    .register(registry);
        }
    }

    private int count(Pause.Kind kind) {
        Pauses known = last;
        return known == null ? 0 : known.names(kind).size();
    }

    /**
     * All pauses, as they were within the last second if the store answers.
     *
     * @throws StoreUnavailableException if it does not and never has
     */
    public Pauses present() {
        Pauses known = last;
        if (known == null) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return known;
        }
        try {
            known = last;
            return known != null && nanoTime.getAsLong() - readAt < KEPT.toNanos() ? known : read(known);
        } finally {
            reading.unlock();
        }
    }

    private Pauses read(@Nullable Pauses known) {
        readAt = nanoTime.getAsLong();
        try {
            Pauses read = source.get();
            last = read;
            return read;
        } catch (StoreUnavailableException e) {
            if (known == null) {
                throw e;
            }
            return known; // whoever folds finds out by itself
        }
    }
}
