package io.taskmill.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.TaskError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskFailedExceptionTest {

    @Test
    void becomesTheErrorThatItNames() {
        assertThat(new TaskFailedException("NO_SPACE", "pool rbd is full", true).error())
                .isEqualTo(new TaskError("NO_SPACE", "pool rbd is full", true));
    }

    @Test
    void tellsWhenAnotherAttemptIsOfUseAndNeverLaterThanAnErrorCanSay() {
        assertThat(new TaskFailedException("BUSY", "later", Duration.ofMinutes(2)).error())
                .isEqualTo(new TaskError("BUSY", "later", true, Duration.ofMinutes(2)));
        assertThat(new TaskFailedException("BUSY", "later", Duration.ofDays(400))
                        .error()
                        .retryAfter())
                .isEqualTo(TaskError.LONGEST_RETRY_AFTER);
        assertThat(new TaskFailedException("BUSY", "some time", null).error())
                .isEqualTo(new TaskError("BUSY", "some time", true));
    }

    @Test
    void isShownInLogsWithItsText() {
        assertThat(new TaskFailedException("NO_SPACE", "pool rbd is full", false))
                .hasMessage("pool rbd is full")
                .extracting(failure -> failure.error().retryable())
                .isEqualTo(false);
    }

    @Test
    void cutsATextThatIsTooLong() {
        assertThat(new TaskFailedException("NO_SPACE", "x".repeat(10_000), false)
                        .error()
                        .text())
                .hasSize(TaskError.MAX_TEXT);
    }
}
