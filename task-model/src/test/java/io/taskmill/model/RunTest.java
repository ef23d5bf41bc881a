package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void progressOutOfBoundsIsRefused(int percent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(1, percent))
                .withMessage("progress of run r-1 is " + percent + " but must be 0 to 100");
    }

    @Test
    void aSeqBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(0, 0))
                .withMessage("seq of run r-1 is 0 but must be at least 1");
    }

    @Test
    void theBoundsThemselvesAreAllowed() {
        assertThat(run(1, 0).progress()).isZero();
        assertThat(run(1, 100).progress()).isEqualTo(100);
    }

    @Test
    void aRunWhoseHandlerHasNotExtendedItTakesWhatItsTypeAllows() {
        assertThat(run(1, 0).allowed()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT8784H0.001S"})
    void aSpanThatNoRunMayTakeIsRefused(String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allowed(Duration.parse(allowed)))
                .withMessage("allowed of run r-1 is " + allowed + " but must be more than 0 and at most PT8784H");
    }

    @Test
    void aRunMayTakeAsLongAsAnyTimeout() {
        assertThat(allowed(Timeouts.LONGEST).allowed()).isEqualTo(Timeouts.LONGEST);
    }

    private static Run allowed(Duration allowed) {
        return new Run("r-1", "s-1", "host", 1, Instant.EPOCH, 0, null, allowed);
    }

    private static Run run(int seq, int percent) {
        return new Run("r-1", "s-1", "host", seq, Instant.EPOCH, percent, null);
    }
}
