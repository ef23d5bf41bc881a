package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.taskmill.model.Phase;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.message.RunCommand;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskTest {

    private static final Runner ANNA = new Runner("anna");

    @Test
    void aTaskThatNeverStartedHasNoDuration() {
        assertThat(after(submission()).duration(NOW)).isNull();
    }

    @Test
    void theDurationOfARunningTaskGrowsUntilNow() {
        Task running = after(submission(), ANNA.begins());

        assertThat(running.duration(ANNA.started().plusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void theDurationIsNotNegativeWhenTheWorkersClockIsAhead() {
        Task running = after(submission(), ANNA.begins());

        assertThat(running.duration(ANNA.started().minusSeconds(7))).isEqualTo(Duration.ZERO);
    }

    @Test
    void theDurationRunsOnWhileALostTaskIsQueuedAgain() {
        Task again = after(submission(), ANNA.begins(), crashOf(ANNA));

        assertThat(again.duration(ANNA.started().plusSeconds(9))).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aFurtherDispatchAsksForWhatWasSubmitted() {
        Task again = after(submission(), ANNA.begins(), crashOf(ANNA));

        assertThat(again.command(2)).isEqualTo(new RunCommand(TASK, 2, SPEC));
    }

    @Test
    void aStubCannotBeDispatched() {
        Task stub = after(ANNA.begins());

        assertThatIllegalStateException()
                .isThrownBy(() -> stub.command(1))
                .withMessageContaining(TASK.toString())
                .withMessageContaining("stub");
    }

    @Test
    void aTaskHasAnEndWhenItIsDoneAndOnlyThen() {
        End end = End.finished(NOW, null);

        assertThatIllegalArgumentException().isThrownBy(() -> task(Phase.RUNNING, end));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Task(TASK, SPEC, Phase.DONE, 1, 1, 0, null, null, null, 0, null, null, List.of()));
        assertThat(task(Phase.DONE, end).state()).isEqualTo(State.FINISHED);
    }

    @ParameterizedTest
    @EnumSource(names = {"INITIAL", "IN_PROGRESS"})
    void aTaskCannotEndInAStateThatIsNotTerminal(State state) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new End(state, Result.SUCCESS, NOW, null, null))
                .withMessageContaining(state.name());
    }

    private static Task task(Phase phase, End end) {
        Dispatched dispatched = phase == Phase.QUEUED ? new Dispatched(NOW, 0) : null;
        return new Task(TASK, SPEC, phase, 1, 1, 0, null, dispatched, null, 0, null, end, List.of());
    }
}
