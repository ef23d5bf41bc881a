package io.taskmill.runtime.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadroomTest {

    private static final long START = Long.MAX_VALUE - 10; // nanoTime may overflow at any time
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int SLOTS = 8;

    private final Headroom headroom = new Headroom(SLOTS);
    private long now = START;

    @BeforeEach
    void isNoneAtFirst() {
        assertThat(headroom.at(now)).isZero();
    }

    @Test
    void isWhatStartsInAQuarterOfASecond() {
        assertThat(afterASecondWith(240)).isEqualTo(60);
        assertThat(afterASecondWith(160)).isEqualTo(40);
    }

    @Test
    void isNoneWhereASlotIsTakenForMoreThanAQuarterOfASecond() {
        assertThat(afterASecondWith(4 * SLOTS)).isEqualTo(SLOTS);
        assertThat(afterASecondWith(4 * SLOTS - 1)).isZero();
    }

    @Test
    void isGoneWithinASecondOnceNothingStarts() {
        afterASecondWith(240);
        assertThat(afterASecondWith(0)).isZero();
    }

    @Test
    void hasABoundAndCountsByTheTimeThatPassed() {
        assertThat(afterASecondWith(1_000_000)).isEqualTo(Headroom.MOST);
        now += SECOND;
        assertThat(afterASecondWith(240)).as("in two seconds").isEqualTo(30);
    }

    private int afterASecondWith(int starts) {
        IntStream.range(0, starts).forEach(_ -> headroom.started());
        now += SECOND;
        return headroom.at(now);
    }
}
