package io.taskmill.runtime.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadroomTest {

    private static final long START = Long.MAX_VALUE - 10; // nanoTime may overflow at any time
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Headroom headroom = new Headroom();
    private long now = START;

    @Test
    void isNoneAtFirstAndForLongRuns() {
        assertThat(headroom.at(now)).isZero();
        assertThat(afterASecondWith(3)).isZero();
    }

    @Test
    void isWhatStartsInAQuarterOfASecond() {
        headroom.at(now);
        assertThat(afterASecondWith(240)).isEqualTo(60);
    }

    @Test
    void staysWhileTheRateChangesLittle() {
        headroom.at(now);
        afterASecondWith(240);
        assertThat(afterASecondWith(160)).isEqualTo(60);
        assertThat(afterASecondWith(400)).isEqualTo(60);
        assertThat(afterASecondWith(480)).isEqualTo(120);
        assertThat(afterASecondWith(240)).isEqualTo(60);
    }

    @Test
    void isGoneWithinASecondOnceNothingStarts() {
        headroom.at(now);
        afterASecondWith(240);
        assertThat(afterASecondWith(0)).isZero();
    }

    @Test
    void hasABoundAndCountsByTheTimeThatPassed() {
        headroom.at(now);
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
