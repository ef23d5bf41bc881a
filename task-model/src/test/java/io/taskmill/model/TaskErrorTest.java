package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskErrorTest {

    @Test
    void aTextThatFitsIsKept() {
        String text = "x".repeat(TaskError.MAX_TEXT);

        assertThat(new TaskError("E", text, false).text()).isEqualTo(text);
    }

    @Test
    void aTextThatIsTooLongIsCutAndEndsInAnEllipsis() {
        String text = "x".repeat(TaskError.MAX_TEXT + 1);

        assertThat(new TaskError("E", text, false).text()).isEqualTo("x".repeat(TaskError.MAX_TEXT - 1) + "…");
    }

    @Test
    void aTextIsNotCutInTheMiddleOfACharacter() {
        String text = "x" + "😀".repeat(TaskError.MAX_TEXT);
        TaskError even = new TaskError("E", text, false);
        TaskError odd = new TaskError("E", "x" + text, false);

        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(odd.text())).isTrue();
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(even.text())).isTrue();
        assertThat(even.text()).hasSizeLessThanOrEqualTo(TaskError.MAX_TEXT).endsWith("😀…");
        assertThat(odd.text()).hasSizeLessThanOrEqualTo(TaskError.MAX_TEXT).endsWith("😀…");
    }

    @Test
    void cuttingTwiceCutsNoFurther() {
        TaskError cut = new TaskError("E", "x".repeat(TaskError.MAX_TEXT * 2), true);

        assertThat(new TaskError(cut.code(), cut.text(), cut.retryable())).isEqualTo(cut);
    }

    @Test
    void anEmptyTextIsAllowed() {
        assertThat(new TaskError("E", "", false).text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void aCodeHasOneTo127Characters(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskError("E".repeat(length), "", false))
                .withMessageContaining("1 to 127");
        assertThat(new TaskError("E".repeat(127), "", false).code()).hasSize(127);
    }

    @Test
    void anErrorThatSaysNothingOfItKnowsNotWhenToTryAgain() {
        assertThat(new TaskError("E", "", true).retryAfter()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "P7DT0.001S", "PT2562047788015215H"})
    void anotherAttemptIsAskedForWithinAWeek(String retryAfter) {
        Duration parsed = Duration.parse(retryAfter);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskError("E", "", true, parsed))
                .withMessage("retryAfter is " + parsed + " but must be 0 to PT168H");
        assertThat(new TaskError("E", "", true, Duration.ZERO).retryAfter()).isZero();
        assertThat(new TaskError("E", "", true, Duration.ofDays(7)).retryAfter())
                .isEqualTo(Duration.ofDays(7));
    }
}
