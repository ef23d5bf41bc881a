package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.lacking;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.taskmill.model.Phase;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.message.RunCommand;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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

        assertThat(again.command()).isEqualTo(new RunCommand(TASK, 2, SPEC));
    }

    @Test
    void aStubCannotBeDispatched() {
        Task stub = after(ANNA.begins());

        assertThatIllegalStateException()
                .isThrownBy(() -> stub.command())
                .withMessageContaining(TASK.toString())
                .withMessageContaining("stub");
    }

    @Test
    void aTaskHasAnEndWhenItIsDoneAndOnlyThen() {
        Task running = after(submission(), ANNA.begins());
        End end = End.finished(NOW, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(running, Phase.RUNNING, null, null, end))
                .withMessageContaining("end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(running, Phase.DONE, null, null, null))
                .withMessageContaining("end");
        assertThat(with(running, Phase.DONE, null, null, end).state()).isEqualTo(State.FINISHED);
    }

    @Test
    void aTaskIsDispatchedWhileItIsQueuedAndOnlyThen() {
        Task running = after(submission(), ANNA.begins());
        Dispatched dispatched = new Dispatched(NOW, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(running, Phase.RUNNING, dispatched, null, null))
                .withMessageContaining("dispatched");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(running, Phase.QUEUED, null, null, null))
                .withMessageContaining("dispatched");
        assertThat(with(running, Phase.QUEUED, dispatched, null, null).dispatched())
                .isEqualTo(dispatched);
    }

    @Test
    void aTaskIsReleasedAtAnInstantWhileItWaitsForItsRetryAndOnlyThen() {
        Task running = after(submission(), ANNA.begins());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(running, Phase.RUNNING, null, NOW, null))
                .withMessageContaining("releaseAt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(running, Phase.RETRY_WAIT, null, null, null))
                .withMessageContaining("releaseAt");
        assertThat(with(running, Phase.RETRY_WAIT, null, NOW, null).releaseAt()).isEqualTo(NOW);
    }

    @Test
    void aTaskIsBlockedForWantOfItsTypeOrWasUntilItWasDispatchedAgainAndOnlyThen() {
        Task running = after(submission(), ANNA.begins());
        Task blocked = after(submission(), lacking(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(running, Phase.BLOCKED, null, NOW, null))
                .withMessageContaining("blocked");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(blocked, Phase.RUNNING, null, null, null))
                .withMessageContaining("blocked");
        assertThat(with(blocked, Phase.QUEUED, new Dispatched(NOW, 0), null, null)
                        .blocked())
                .isEqualTo(blocked.blocked());
    }

    @Test
    void aTaskThatIsAbortingHasACancellationAndARun() {
        Task aborting = after(submission(), ANNA.begins(), cancel());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(after(submission(), ANNA.begins()), Phase.ABORTING, null, null, null))
                .withMessageContaining("cancelled null");
        assertThat(with(aborting, Phase.ABORTING, null, null, null)).isEqualTo(aborting);
    }

    @ParameterizedTest
    @EnumSource(names = {"INITIAL", "IN_PROGRESS"})
    void aTaskCannotEndInAStateThatIsNotTerminal(State state) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new End(state, Result.SUCCESS, NOW, null, null))
                .withMessageContaining(state.name());
    }

    private static Task with(
            Task task, Phase phase, @Nullable Dispatched dispatched, @Nullable Instant releaseAt, @Nullable End end) {
        return new Task(
                task.id(),
                task.spec(),
                phase,
                task.since(),
                task.epoch(),
                task.attempt(),
                task.crashRecoveries(),
                task.deadline(),
                task.dependencies(),
                task.claims(),
                dispatched,
                task.deadCommand(),
                task.blocked(),
                releaseAt,
                task.started(),
                task.progress(),
                task.run(),
                task.checkpoint(),
                task.rollback(),
                task.failed(),
                task.cancelled(),
                end,
                task.deleted(),
                task.applied(),
                task.outbox(),
                task.history(),
                task.families());
    }
}
