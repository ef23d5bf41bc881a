package io.taskmill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResetPacingTest {

    private static final long PAUSE = ResetPacing.PAUSE.toNanos();
    private static final long NOW = Duration.ofDays(1).toNanos();

    private final ResetPacing pacing = new ResetPacing();

    @Test
    void theFirstResetIsAtOnceAndWhatIsMissedBeforeItHappensIsPartOfIt() {
        assertThat(pacing.missed(NOW)).isZero();
        assertThat(pacing.missed(NOW)).isNegative();
        pacing.happens(NOW);
    }

    @Test
    void whatIsMissedAfterAResetIsToldAPauseLaterTogether() {
        pacing.missed(NOW);
        pacing.happens(NOW);
        assertThat(pacing.missed(NOW + 1)).isEqualTo(PAUSE - 1);
        assertThat(pacing.missed(NOW + 2)).isNegative();
        pacing.happens(NOW + PAUSE);
        assertThat(pacing.missed(NOW + 3 * PAUSE)).isZero();
    }
}
