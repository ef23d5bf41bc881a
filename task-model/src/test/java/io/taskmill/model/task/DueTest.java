package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.limits;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Run;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When something must be done about a task, phase by phase. */
class DueTest {

    private static final Runner ANNA = new Runner("anna");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant DEADLINE = SPEC.created().plus(HOUR);

    private static Timeouts timeouts(@Nullable Duration queue, @Nullable Duration run, @Nullable Duration deadline) {
        return new Timeouts(queue, run, deadline);
    }

    private static Task queued(Timeouts timeouts) {
        return after(submission(limits(timeouts)));
    }

    private static Task running(Timeouts timeouts) {
        return after(submission(limits(timeouts)), ANNA.begins());
    }

    @Test
    void aTaskWithoutLimitsJustWaitsAndRuns() {
        assertThat(queued(Timeouts.NONE).due()).isEmpty();
        assertThat(running(Timeouts.NONE).due()).isEmpty();
    }

    @Test
    void aQueuedTaskIsDueWhenItHasWaitedTooLongSinceItsDispatchWasFolded() {
        assertThat(queued(timeouts(MINUTE, HOUR, null)).due()).contains(NOW.plus(MINUTE));
    }

    @Test
    void aTaskThatIsQueuedAgainMayWaitAsLongAgain() {
        Task running = running(timeouts(MINUTE, null, null));

        Task again = known(
                TaskTransition.apply(running, crashOf(ANNA), NOW.plus(HOUR)).task());

        assertThat(again.due()).contains(NOW.plus(HOUR).plus(MINUTE));
    }

    @Test
    void aMissedCommandGivesNoTimeInTheQueueBack() {
        Task queued = queued(timeouts(HOUR, null, null));

        Task repeated = known(TaskTransition.apply(queued, Fixtures.missed(1, NOW), NOW.plus(MINUTE))
                .task());

        assertThat(repeated.due()).isEqualTo(queued.due());
    }

    @Test
    void aQueuedTaskIsDueAtItsDeadlineIfThatIsSooner() {
        assertThat(queued(timeouts(null, null, HOUR)).due()).contains(DEADLINE);
        assertThat(queued(timeouts(MINUTE, null, HOUR)).due()).contains(NOW.plus(MINUTE));
        assertThat(queued(timeouts(HOUR.multipliedBy(2), null, HOUR)).due()).contains(DEADLINE);
    }

    @Test
    void aRunningTaskIsDueOnlySomeTimeAfterItsWorkerShouldHaveEndedIt() {
        assertThat(running(timeouts(MINUTE, HOUR, null)).due())
                .contains(NOW.plus(HOUR).plus(Due.BACKSTOP));
        assertThat(running(timeouts(MINUTE, null, HOUR)).due()).contains(DEADLINE.plus(Due.BACKSTOP));
        assertThat(running(timeouts(null, MINUTE, HOUR)).due())
                .contains(NOW.plus(MINUTE).plus(Due.BACKSTOP));
    }

    @Test
    void aRunThatItsHandlerHasExtendedMayTakeLonger() {
        Task running = running(timeouts(null, MINUTE, null));

        Task extended = known(
                on(running, new RunEvent.Progress(TASK, 1, extended(2, HOUR))).task());

        assertThat(extended.due()).contains(NOW.plus(HOUR).plus(Due.BACKSTOP));
    }

    @Test
    void aRunThatItsHandlerHasExtendedEndsAllTheSameAtTheDeadline() {
        Task running = running(timeouts(null, MINUTE, HOUR));

        Task extended = known(on(running, new RunEvent.Progress(TASK, 1, extended(2, HOUR.multipliedBy(2))))
                .task());

        assertThat(extended.due()).contains(DEADLINE.plus(Due.BACKSTOP));
    }

    @Test
    void aStubIsDueOnlyIfItsRunSaysHowLongItMayTake() {
        assertThat(after(ANNA.begins()).due()).isEmpty();
        assertThat(after(ANNA.begins(), crashOf(ANNA)).due()).isEmpty();
        assertThat(after(new RunEvent.Start(TASK, 1, extended(1, MINUTE), null)).due())
                .contains(NOW.plus(MINUTE).plus(Due.BACKSTOP));
    }

    @Test
    void aTaskThatWaitsForItsRetryIsDueAtItsRelease() {
        Task waiting = after(submission(attempts(2, timeouts(MINUTE, MINUTE, null))), ANNA.begins(), ANNA.fails(2, 0));

        assertThat(waiting.releaseAt()).isNotNull();
        assertThat(waiting.due()).isEqualTo(Optional.ofNullable(waiting.releaseAt()));
    }

    @Test
    void aTaskThatIsAbortingIsDueEveryFiveSeconds() {
        Task aborting = after(submission(limits(timeouts(MINUTE, MINUTE, HOUR))), ANNA.begins(), cancel());
        assertThat(aborting.due()).contains(NOW.plusSeconds(5));

        Task told = known(dueAt(aborting, NOW.plusSeconds(6)).task());

        assertThat(told.due()).contains(NOW.plusSeconds(10));
    }

    @Test
    void anEndedTaskIsNeverDue() {
        Timeouts all = timeouts(MINUTE, MINUTE, HOUR);

        assertThat(after(submission(limits(all)), ANNA.begins(), ANNA.finishes(2))
                        .due())
                .isEmpty();
        assertThat(after(submission(limits(all)), cancel()).due()).isEmpty();
    }

    private static Run extended(int seq, Duration allowed) {
        return new Run("anna", ANNA.session(), "host-anna", seq, ANNA.started(), 0, null, allowed);
    }
}
