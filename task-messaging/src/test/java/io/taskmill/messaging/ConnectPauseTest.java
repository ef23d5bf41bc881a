package io.taskmill.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectPauseTest {

    private static final List<Integer> FULL_MILLIS = List.of(250, 500, 1000, 1500, 1500, 1500);

    private final ConnectPause pause = new ConnectPause(new Random(1));

    @Test
    void theFirstConnectIsNotHeldUp() {
        assertThat(pause.left(0)).isZero();
    }

    @Test
    void pausesDoubleUpToABoundAndAreJitteredByHalf() {
        for (int seed = 0; seed < 50; seed++) {
            ConnectPause failing = new ConnectPause(new Random(seed));
            for (int full : FULL_MILLIS) {
                failing.failed("refused", 7);
                assertThat(failing.left(7)).isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
            }
        }
    }

    @Test
    void twoWorkersComeBackLessThanTwoSecondsApart() {
        assertThat(ConnectPause.LONGEST).isLessThan(Duration.ofSeconds(2));
        assertThat(ConnectPause.FIRST).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aPausePassesWithTimeAndTellsWhyThereIsOne() {
        pause.failed("refused", 0);
        Duration whole = pause.left(0);
        assertThat(pause.left(millis(50))).isEqualTo(whole.minusMillis(50));
        assertThat(pause.left(whole.toNanos())).isZero();
        assertThat(pause.left(whole.toNanos() + millis(10))).isZero();
        assertThat(pause.reason()).isEqualTo("refused");
    }

    @Test
    void whatIsConnectedMayConnect() {
        pause.failed("refused", 0);
        pause.connected(millis(10));
        assertThat(pause.left(millis(10))).isZero();
    }

    @Test
    void aConnectionThatBreaksAfterAWhileBeginsWithTheShortestPause() {
        failFiveTimes();
        pause.connected(0);
        pause.broke("forced", ConnectPause.LONGEST.toNanos());
        assertThat(pause.left(ConnectPause.LONGEST.toNanos())).isPositive().isLessThanOrEqualTo(ConnectPause.FIRST);
        assertThat(pause.reason()).isEqualTo("forced");
    }

    @Test
    void aConnectionThatBreaksAtOnceIsOneMoreFailure() {
        failFiveTimes();
        pause.connected(0);
        pause.broke("forced", millis(100));
        assertThat(pause.left(millis(100))).isGreaterThanOrEqualTo(ConnectPause.LONGEST.dividedBy(2));
    }

    @Test
    void connectionsThatBreakTogetherAreNotMadeTogether() {
        Set<Duration> pauses = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            ConnectPause broken = new ConnectPause(new Random(seed));
            broken.connected(0);
            broken.broke("forced", millis(60_000));
            pauses.add(broken.left(millis(60_000)));
        }
        assertThat(pauses).hasSizeGreaterThan(40);
    }

    private void failFiveTimes() {
        for (int i = 0; i < 5; i++) {
            pause.failed("refused", 0);
        }
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
