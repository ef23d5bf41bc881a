package io.taskmill.api.command;

import io.taskmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks for the effect of what was sent, for a while. */
public final class EffectWatch {

    /** How long the effect is waited for. */
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(160);

    /** As {@link Thread#sleep(Duration)}. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /**
     * What was seen.
     *
     * @param latest as last read; null if there was nothing
     * @param effective whether the effect was seen; if not, what was sent is on its way
     */
    public record Seen<T>(@Nullable T latest, boolean effective) {}

    private final LongSupplier nanoTime;
    private final Sleeper sleeper;

    /** @param nanoTime as {@link System#nanoTime} */
    public EffectWatch(LongSupplier nanoTime, Sleeper sleeper) {
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
    }

    /**
     * Reads again and again. Without the store there is nothing to see, and what was sent is on its way all the same.
     *
     * @param known what was read before
     * @param read fails with a {@link StoreUnavailableException}
     */
    public <T> Seen<T> watch(@Nullable T known, Supplier<Optional<T>> read, Predicate<@Nullable T> effective) {
        long sent = nanoTime.getAsLong();
        T seen = known;
        Duration pause = FIRST_PAUSE;
        try {
            for (Duration left = PATIENCE; left.isPositive(); left = PATIENCE.minusNanos(nanoTime.getAsLong() - sent)) {
                sleeper.sleep(pause.compareTo(left) < 0 ? pause : left);
                Optional<T> now = read.get();
                seen = now.isPresent() ? now.get() : seen;
                if (effective.test(seen)) {
                    return new Seen<>(seen, true);
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (StoreUnavailableException e) {
            return new Seen<>(seen, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Seen<>(seen, false);
    }
}
