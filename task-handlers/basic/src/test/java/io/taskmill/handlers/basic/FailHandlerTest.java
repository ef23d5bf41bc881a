package io.taskmill.handlers.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskmill.handler.TaskFailedException;
import io.taskmill.handlers.basic.FailHandler.Params;
import io.taskmill.model.StatusMessage;
import io.taskmill.model.TaskError;
import io.taskmill.testkit.RecordingContext;
import io.taskmill.testkit.RecordingContext.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailHandlerTest {

    private final FailHandler handler = new FailHandler(Duration.ofNanos(1));
    private final RecordingContext context = new RecordingContext();

    @Test
    void failsAtOnceWithTheGivenText() {
        assertThat(failure(new Params("no luck", null))).isEqualTo(new TaskError("FAILED_AS_ASKED", "no luck", false));
        assertThat(context.reports()).isEmpty();
    }

    @Test
    void failsAfterTheRoundsThatItWasAskedForAndNeverShowsAHundredPercent() {
        assertThat(failure(new Params("late", 2)).text()).isEqualTo("late");
        assertThat(context.reports())
                .containsExactly(
                        new Report(33, StatusMessage.of("waiting", 1, 2)),
                        new Report(66, StatusMessage.of("waiting", 2, 2)));
    }

    @Test
    void failsOnlyInItsFirstAttemptsIfAskedTo() throws Exception {
        Params twice = new Params("not yet", null, 2, true, null);
        assertThat(failure(twice, new RecordingContext(1)))
                .isEqualTo(new TaskError("FAILED_AS_ASKED", "not yet", true));
        assertThat(failure(twice, new RecordingContext(2)).retryable()).isTrue();
        assertThat(handler.run(twice, new RecordingContext(3))).isNull();
    }

    @Test
    void saysWhenToTryAgainIfAskedTo() {
        assertThat(failure(new Params("busy", null, null, true, 90)).retryAfter())
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(failure(new Params("over", null, null, false, 90)))
                .as("of no use where there is no other attempt")
                .isEqualTo(new TaskError("FAILED_AS_ASKED", "over", false));
    }

    @Test
    void isStoppedByAnInterruptInsteadOfFailing() {
        FailHandler slow = new FailHandler(CountHandler.ROUND);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> slow.run(new Params("never said", 86_400), context))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void announcesItsTitleAndWhatItSaysInBothLanguages() {
        assertThat(handler.describe().name()).isEqualTo("FAIL");
        assertThat(handler.describe().texts()).containsOnlyKeys("en", "ru");
        assertThat(handler.describe().texts().values())
                .allSatisfy(texts -> assertThat(texts).containsOnlyKeys(List.of("title", "waiting")));
    }

    private TaskError failure(Params params) {
        return failure(params, context);
    }

    private TaskError failure(Params params, RecordingContext attempt) {
        return catchThrowableOfType(TaskFailedException.class, () -> handler.run(params, attempt))
                .error();
    }
}
