package io.taskmill.model.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.model.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TaskIdsTest {

    private static final byte[] KEY = "a key that all replicas share".getBytes(StandardCharsets.UTF_8);
    private static final long LATEST = (1L << 48) - 1;

    private final TaskIds ids = new TaskIds(KEY, new Random(42));

    @Property
    void whatIsMintedIsGenuineForEveryReplicaAndTellsItsTime(@ForAll @LongRange(max = LATEST) long millis) {
        TaskId id = ids.mint(Instant.ofEpochMilli(millis));
        assertThat(new TaskIds(KEY, new Random()).isGenuine(id)).isTrue();
        assertThat(TaskIds.createdAt(id)).isEqualTo(Instant.ofEpochMilli(millis));
    }

    @Property
    void whatIsMintedIsAUuidOfVersionSeven(@ForAll @LongRange(max = LATEST) long millis) {
        TaskId id = ids.mint(Instant.ofEpochMilli(millis));
        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(id.toString()).hasSize(36).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-.*");
    }

    @Property
    void anIdWithAnyBitFlippedIsNotGenuine(
            @ForAll @LongRange(max = LATEST) long millis, @ForAll @IntRange(max = 127) int bit) {
        UUID minted = ids.mint(Instant.ofEpochMilli(millis)).value();
        long high = minted.getMostSignificantBits();
        long low = minted.getLeastSignificantBits();
        UUID flipped = bit < 64 ? new UUID(high, low ^ 1L << bit) : new UUID(high ^ 1L << (bit - 64), low);
        assertThat(ids.isGenuine(new TaskId(flipped))).isFalse();
    }

    @Property
    void laterIdsSortLater(@ForAll @LongRange(max = LATEST) long one, @ForAll @LongRange(max = LATEST) long other) {
        String earlier = ids.mint(Instant.ofEpochMilli(Math.min(one, other))).toString();
        String later = ids.mint(Instant.ofEpochMilli(Math.max(one, other))).toString();
        if (one != other) {
            assertThat(earlier).isLessThan(later);
        }
    }

    @Example
    void idsOfOneMillisecondDiffer() {
        Instant now = Instant.parse("2026-05-01T10:00:00Z");
        Set<TaskId> minted = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            minted.add(ids.mint(now));
        }
        assertThat(minted).hasSize(10_000);
    }

    @Example
    void anIdOfAnotherInstallationIsNotGenuine() {
        TaskIds others = new TaskIds("a key of another installation".getBytes(StandardCharsets.UTF_8), new Random(1));
        assertThat(ids.isGenuine(others.mint(Instant.EPOCH))).isFalse();
        assertThat(ids.isGenuine(new TaskId(UUID.randomUUID()))).isFalse();
    }

    @Example
    void timesAndKeysThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> ids.mint(Instant.ofEpochMilli(-1))).hasMessageContaining("before 1970");
        assertThatThrownBy(() -> ids.mint(Instant.ofEpochMilli(LATEST + 1))).hasMessageContaining("10889");
        assertThatThrownBy(() -> new TaskIds(new byte[15], new Random())).hasMessageContaining("15 bytes");
    }

    @Example
    void whatHasOneNameAndTimeHasOneIdAndIsGenuine() {
        Instant at = Instant.parse("2026-05-01T10:00:00.123Z");
        TaskId derived = ids.derive(at, "nightly");
        assertThat(derived).isEqualTo(new TaskIds(KEY, new Random(7)).derive(at, "nightly"));
        assertThat(ids.isGenuine(derived)).isTrue();
        assertThat(TaskIds.createdAt(derived)).isEqualTo(at);
        assertThat(ids.derive(at, "hourly")).isNotEqualTo(derived);
        assertThat(ids.derive(at.plusMillis(1), "nightly")).isNotEqualTo(derived);
    }
}
