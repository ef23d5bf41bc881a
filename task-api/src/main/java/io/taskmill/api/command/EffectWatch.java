package io.taskmill.api.command;

import io.taskmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Looks again and again, for a while, whether what was sent has come to pass. */
final class EffectWatch {

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
     * Without the store there is nothing to see, nor for who is interrupted; what was sent is on its way all the same.
     *
     * @param known what was seen before it was sent
     * @param look gets what was seen last and reads anew
     * @param reached what is waited for
     * @return what was seen last, whether that was reached or not
     */
    <T> T watch(T known, UnaryOperator<T> look, Predicate<T> reached) {
        long sent = nanoTime.getAsLong();
        T seen = known;
        Duration pause = FIRST_PAUSE;
        try {
            for (Duration left = PATIENCE; left.isPositive(); left = PATIENCE.minusNanos(nanoTime.getAsLong() - sent)) {
                sleeper.sleep(pause.compareTo(left) < 0 ? pause : left);
                seen = look.apply(seen);
                if (reached.test(seen)) {
                    return seen;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (StoreUnavailableException e) {
            return seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return seen;
    }
}
