package io.taskmill.projector.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalRetentionTest {

    private static final Instant NOW = Instant.parse("2031-05-04T12:00:00Z");
    private static final Duration AGE = Duration.ofDays(90);
    private static final Duration WORK = Duration.ofMillis(10);

    private record Deletion(@Nullable Instant before, int limit) {}

    private final List<Deletion> deletions = new ArrayList<>();
    private long nanos;
    private int old;
    private long count;

    /** Takes a while. */
    private int delete(@Nullable Instant before, int limit) {
        deletions.add(new Deletion(before, limit));
        nanos += WORK.toNanos();
        int deleted = before == null ? limit : Math.min(old, limit);
        old -= before == null ? 0 : deleted;
        count -= deleted;
        return deleted;
    }

    private JournalRetention retention(int shard, Duration age, long entries) {
        return new JournalRetention(
                shard,
                () -> count,
                this::delete,
                new JournalBounds(age, entries),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> nanos);
    }

    private void after(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void whatIsTooOldGoesAfterAWhileAndOnOneShard() {
        old = 3;
        JournalRetention first = retention(0, AGE, 0);
        JournalRetention second = retention(1, AGE, 0);
        first.tend();
        assertThat(deletions).isEmpty();

        after(JournalRetention.LOOK);
        second.tend();
        assertThat(deletions).isEmpty();
        first.tend();
        first.tend();
        assertThat(deletions).containsExactly(new Deletion(NOW.minus(AGE), JournalRetention.AT_ONCE));
    }

    @Test
    void whatIsBeyondTheNumberGoesAndNoMore() {
        count = 1_007;
        JournalRetention retention = retention(0, Duration.ZERO, 1_000);
        after(JournalRetention.LOOK);
        retention.tend();
        assertThat(deletions).containsExactly(new Deletion(null, 7));

        after(JournalRetention.LOOK);
        retention.tend();
        assertThat(deletions).hasSize(1);
        assertThat(count).isEqualTo(1_000);
    }

    @Test
    void veryMuchGoesBitByBitWithRestsThatLastLonger() {
        old = 2 * JournalRetention.AT_ONCE + 5;
        JournalRetention retention = retention(0, AGE, 0);
        after(JournalRetention.LOOK);
        retention.tend();
        retention.tend();
        assertThat(deletions).hasSize(1);
        after(WORK.multipliedBy(4));
        retention.tend();
        after(WORK.multipliedBy(4));
        retention.tend();
        assertThat(deletions).hasSize(3);
        assertThat(old).isZero();
        after(WORK.multipliedBy(4));
        retention.tend();
        assertThat(deletions).as("until the next look").hasSize(3);
    }

    @Test
    void withoutBoundsEverythingIsKept() {
        old = 10;
        count = Long.MAX_VALUE;
        JournalRetention retention = retention(0, Duration.ZERO, 0);
        after(JournalRetention.LOOK);
        retention.tend();
        assertThat(deletions).isEmpty();
    }
}
