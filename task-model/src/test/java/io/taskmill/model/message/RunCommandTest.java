package io.taskmill.model.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Json;
import io.taskmill.model.Priority;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {

    private static final TaskId TASK = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10");
    private static final Instant CREATED = Instant.parse("2031-05-04T12:00:00Z");
    private static final TaskSpec SPEC = new TaskSpec(
            "COUNT",
            1,
            "default",
            Priority.NORMAL,
            Json.EMPTY_OBJECT,
            null,
            null,
            null,
            CREATED,
            new TaskPolicy(RetryPolicy.NONE, new Timeouts(null, null, Duration.ofHours(1)), false));

    @Test
    void aSubmissionIsTheFirstAttemptAndItsDeadlineCountsFromThen() {
        RunCommand submission = new RunCommand(TASK, 1, SPEC);

        assertThat(submission.attempt()).isEqualTo(1);
        assertThat(submission.deadline()).isEqualTo(CREATED.plus(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void epochsCountFromOne(int none) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunCommand(TASK, none, 1, null, SPEC))
                .withMessage("epoch of task " + TASK + " is " + none + " but must be at least 1");
    }

    /** Commands of earlier programs do not tell their attempt. */
    @Test
    void anAttemptThatIsNotToldIsTheFirst() {
        assertThat(new RunCommand(TASK, 1, 0, null, SPEC).attempt()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunCommand(TASK, 1, -1, null, SPEC))
                .withMessage("attempt of task " + TASK + " is -1 but must be at least 1");
    }
}
