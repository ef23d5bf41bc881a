package io.taskmill.api.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.taskmill.store.StoreUnavailableException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatermarksTest {

    private final AtomicInteger reads = new AtomicInteger();
    private long now = 7;

    @Test
    void theyAreReadOnceASecond() {
        Watermarks watermarks =
                new Watermarks(() -> Map.of(0, Instant.ofEpochSecond(reads.incrementAndGet())), () -> now);
        assertThat(watermarks.of(0)).contains(Instant.ofEpochSecond(1));
        now += Watermarks.KEPT.toNanos() - 1;
        assertThat(watermarks.of(0)).contains(Instant.ofEpochSecond(1));
        assertThat(watermarks.of(1)).isEmpty();
        now++;
        assertThat(watermarks.of(0)).contains(Instant.ofEpochSecond(2));
    }

    @Test
    void whatCannotBeReadIsNoAnswer() {
        Watermarks watermarks = new Watermarks(
                () -> {
                    throw mock(StoreUnavailableException.class);
                },
                () -> now);
        assertThatThrownBy(() -> watermarks.of(0)).isInstanceOf(StoreUnavailableException.class);
    }
}
