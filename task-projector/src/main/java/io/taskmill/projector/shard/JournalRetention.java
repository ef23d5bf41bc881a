package io.taskmill.projector.shard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the oldest entries of the journal, by their age and beyond their number. One shard does so for all; two that do at
 * once for a moment delete the same ones. Used by that shard's thread.
 */
final class JournalRetention {

    private static final Logger LOG = LoggerFactory.getLogger(JournalRetention.class);

    /** Any one of them; there is always a first. */
    private static final int SHARD = 0;

    /** So that messages wait for a small write at most, some tens of milliseconds. */
    static final int AT_ONCE = 1_000;

    /** After a while of deleting the shard's messages have the thread for so many times that while. */
    private static final int REST = 4;

    static final Duration LOOK = Duration.ofMinutes(1);

    private final LongSupplier count;
    private final Oldest oldest;
    private final JournalBounds kept;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final boolean mine;

    /** After a start there is more urgent work. */
    private long notBefore;

    /** As {@link io.taskmill.store.JournalStore#deleteOldest}. */
    @FunctionalInterface
    interface Oldest {

        /** @return how many were deleted */
        int delete(@Nullable Instant before, int limit);
    }

    /**
     * Of one shard.
     *
     * @param count about how many entries there are
     * @param oldest deletes some
     */
    JournalRetention(
            int shard, LongSupplier count, Oldest oldest, JournalBounds kept, Clock clock, LongSupplier nanoTime) {
        this.count = count;
        this.oldest = oldest;
        this.kept = kept;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.mine = shard == SHARD;
        this.notBefore = nanoTime.getAsLong() + LOOK.toNanos();
    }

    /** Deletes some, if it is time; the rest at the next calls. */
    void tend() {
        long began = nanoTime.getAsLong();
        if (!mine || began - notBefore < 0) {
            return;
        }
        boolean more = shorten();
        long now = nanoTime.getAsLong();
        notBefore = now + (more ? REST * (now - began) : LOOK.toNanos());
    }

    /** @return whether there may be more to delete */
    private boolean shorten() {
        int old = kept.age().isZero() ? 0 : oldest.delete(clock.instant().minus(kept.age()), AT_ONCE);
        long many = kept.entries() == 0 ? 0 : count.getAsLong() - kept.entries();
        int beyond = many <= 0 ? 0 : oldest.delete(null, (int) Math.min(many, AT_ONCE));
        if (old + beyond > 0) {
            LOG.info("journal shortened old={} beyond={}", old, beyond);
        }
        return old == AT_ONCE || beyond == AT_ONCE;
    }
}
