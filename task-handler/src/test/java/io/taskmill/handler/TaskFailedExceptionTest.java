package io.taskmill.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.TaskError;
import org.junit.jupiter.api.Test;

class TaskFailedExceptionTest {

    @Test
    void becomesTheErrorThatItNames() {
        assertThat(new TaskFailedException("NO_SPACE", "pool rbd is full", true).error())
                .isEqualTo(new TaskError("NO_SPACE", "pool rbd is full", true));
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
