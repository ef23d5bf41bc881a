package io.taskmill.api.stream;

import static io.taskmill.api.stream.Changes.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.api.text.Language;
import io.taskmill.model.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReaderTest {

    private static final int BOUND = 3;
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Reader reader = reader();

    private static Reader reader() {
        return new Reader(
                TaskFilter.parse(null, null, null, null, null), Language.EN, BOUND, "1", Thread.currentThread());
    }

    @Test
    void aStreamBeginsWithAResetAndThenWaits() throws InterruptedException {
        assertThat(taken()).isEqualTo(new Reader.Batch(ResetReason.CONNECTED, List.of()));
        assertThat(taken()).as("the time is up").isEqualTo(new Reader.Batch(null, List.of()));
    }

    @Test
    void ofEachTaskTheLatestIsSentInTheOrderInWhichTheyFirstChanged() throws InterruptedException {
        taken();
        List.of(event(1, 1), event(2, 5), event(1, 2), event(2, 4)).forEach(reader::offer);
        assertThat(texts(taken())).containsExactly(Changes.id(1) + "/2", Changes.id(2) + "/5");
        assertThat(taken().rows()).isEmpty();
    }

    @Test
    void whatComesLateDoesNotBringADeletedTaskBack() throws InterruptedException {
        taken();
        RowEvent deleted = new RowEvent(Changes.deleted(1, 3, State.FAILED), (_, _) -> new byte[0]);
        List.of(event(1, 1), deleted, event(1, 2)).forEach(reader::offer);
        assertThat(taken().rows()).containsExactly(deleted);
    }

    @Test
    void moreTasksThanTheBoundAreAnOverrunAfterWhichItGoesOn() throws InterruptedException {
        taken();
        List.of(event(1, 1), event(2, 1), event(3, 1), event(3, 2), event(4, 1), event(5, 1))
                .forEach(reader::offer);
        Reader.Batch batch = taken();
        assertThat(batch.reset()).isEqualTo(ResetReason.OVERRUN);
        assertThat(texts(batch)).containsExactly(Changes.id(4) + "/1", Changes.id(5) + "/1");
        assertThat(taken().reset()).isNull();
    }

    @Test
    void whatWaitedBeforeAResetIsListedAfterIt() throws InterruptedException {
        taken();
        reader.offer(event(1, 1));
        reader.reset(ResetReason.GAP);
        assertThat(taken()).isEqualTo(new Reader.Batch(ResetReason.GAP, List.of()));
    }

    @Test
    void twoResetsThatWereNotSentYetAreOne() throws InterruptedException {
        reader.reset(ResetReason.GAP);
        assertThat(taken().reset()).isEqualTo(ResetReason.CONNECTED);
        assertThat(taken().reset()).isNull();
    }

    @Test
    void anEndedStreamEndsWhateverWaits() throws InterruptedException {
        reader.offer(event(1, 1));
        reader.end();
        assertThat(reader.take(AT_ONCE)).isNull();
    }

    @Test
    void whoIsSendingForTooLongIsStalled() {
        Duration longest = Duration.ofSeconds(1);
        assertThat(reader.isStalled(Long.MAX_VALUE, longest)).isFalse();
        reader.sending(10);
        assertThat(reader.isStalled(10 + longest.toNanos(), longest)).isFalse();
        assertThat(reader.isStalled(11 + longest.toNanos(), longest)).isTrue();
        reader.sending(20);
        assertThat(reader.isStalled(11 + longest.toNanos(), longest)).isFalse();
        reader.sent();
        assertThat(reader.isStalled(Long.MAX_VALUE, longest)).isFalse();
    }

    /** 0 takes; anything else changes the task of that number. */
    @Property
    void whoListsAtEachResetAndKeepsTheHigherVersionMissesNothing(
            @ForAll @Size(max = 60) List<@IntRange(max = 6) Integer> steps) throws InterruptedException {
        Reader fresh = reader();
        long[] stored = new long[7];
        long[] seen = new long[7];
        for (int step : steps) {
            if (step > 0) {
                stored[step]++;
                fresh.offer(event(step, stored[step]));
            } else {
                apply(Objects.requireNonNull(fresh.take(AT_ONCE)), stored, seen);
            }
        }
        apply(Objects.requireNonNull(fresh.take(AT_ONCE)), stored, seen);
        assertThat(seen).isEqualTo(stored);
    }

    private static void apply(Reader.Batch batch, long[] stored, long[] seen) {
        assertThat(batch.rows().size()).isLessThanOrEqualTo(BOUND);
        if (batch.reset() != null) {
            System.arraycopy(stored, 0, seen, 0, stored.length);
        }
        batch.rows().forEach(row -> {
            int task = (int) row.task().value().getLeastSignificantBits();
            seen[task] = Math.max(seen[task], row.version());
        });
    }

    private Reader.Batch taken() throws InterruptedException {
        return Objects.requireNonNull(reader.take(AT_ONCE));
    }

    private static List<String> texts(Reader.Batch batch) {
        return batch.rows().stream()
                .map(row -> new String(row.text(Language.EN), StandardCharsets.US_ASCII))
                .toList();
    }
}
