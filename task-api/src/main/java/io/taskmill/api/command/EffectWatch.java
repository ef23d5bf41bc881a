package io.taskmill.api.command;

import io.taskmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a while until what a command changes shows that it was applied. */
public final class EffectWatch {

    /** How long the effect is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(160);

    /** As {@link Thread#sleep(Duration)}. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    private final LongSupplier nanoTime;
    private final Sleeper sleeper;

    /** @param nanoTime as {@link System#nanoTime} */
    EffectWatch(LongSupplier nanoTime, Sleeper sleeper) {
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
    }

    /**
     * What was seen.
     *
     * @param entity as it was read last; null if it never was
     * @param effective whether the command was applied; if not, it is on its way
     */
    public record Seen<E>(@Nullable E entity, boolean effective) {}

    /**
     * Without the store there is nothing to see; the command is on its way all the same.
     *
     * @param known what was read before
     * @param effective whether the command shows in it
     */
    public <E> Seen<E> until(@Nullable E known, Supplier<Optional<E>> read, Predicate<@Nullable E> effective) {
        long sent = nanoTime.getAsLong();
        E seen = known;
        Duration pause = FIRST_PAUSE;
        try {
            for (Duration left = PATIENCE; left.isPositive(); left = PATIENCE.minusNanos(nanoTime.getAsLong() - sent)) {
                sleeper.sleep(pause.compareTo(left) < 0 ? pause : left);
                seen = read.get().orElse(seen);
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
