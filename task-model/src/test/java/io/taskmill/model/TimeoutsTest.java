package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant CREATED = Instant.parse("2031-05-04T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.000999999S", "P366DT0.000000001S", "PT2562047788015215H"})
    void aTimeoutThatIsNoneOrLastsForYearsIsRefused(String text) {
        Duration timeout = Duration.parse(text);
        String rule = " is " + timeout + " but must be at least 1 ms and at most PT8784H";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(timeout, MINUTE, MINUTE))
                .withMessage("timeouts.queue" + rule);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(MINUTE, timeout, MINUTE))
                .withMessage("timeouts.run" + rule);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(MINUTE, MINUTE, timeout))
                .withMessage("timeouts.deadline" + rule);
    }

    @Test
    void theBoundsThemselvesAreAllowed() {
        Timeouts timeouts = new Timeouts(Duration.ofMillis(1), Timeouts.LONGEST, Duration.ofMillis(1));

        assertThat(timeouts.queue()).isPositive();
        assertThat(timeouts.run()).isEqualTo(Duration.ofDays(366));
    }

    @Test
    void wholeMillisecondsAreKept() {
        assertThat(new Timeouts(Duration.ofNanos(1_999_999), null, null).queue())
                .isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void aPartThatIsMissingHasNoLimit() {
        assertThat(Timeouts.NONE).isEqualTo(new Timeouts(null, null, null));
    }

    @Test
    void aTaskMustHaveEndedWhenItsDeadlineHasPassedSinceItWasAskedFor() {
        assertThat(spec(new Timeouts(null, null, MINUTE)).deadlineFrom(CREATED)).isEqualTo(CREATED.plus(MINUTE));
        assertThat(spec(new Timeouts(MINUTE, MINUTE, null)).deadlineFrom(CREATED))
                .isNull();
    }

    @Test
    void onlyARunThatTookTooLongMayBeRetried() {
        assertThat(Timeouts.runTimeout(MINUTE))
                .isEqualTo(new TaskError("RUN_TIMEOUT", "the run was not through within PT1M", true));
        assertThat(Timeouts.queueTimeout(MINUTE))
                .isEqualTo(new TaskError("QUEUE_TIMEOUT", "no run started within PT1M", false));
        assertThat(Timeouts.deadlineExceeded(CREATED))
                .isEqualTo(
                        new TaskError("DEADLINE_EXCEEDED", "the task was not through by 2031-05-04T12:00:00Z", false));
    }

    private static TaskSpec spec(Timeouts timeouts) {
        return new TaskSpec(
                "COUNT",
                1,
                "default",
                Priority.NORMAL,
                Json.EMPTY_OBJECT,
                null,
                null,
                null,
                CREATED,
                new TaskPolicy(RetryPolicy.NONE, timeouts, false));
    }
}
