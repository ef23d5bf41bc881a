package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.limits;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.Run;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of a task that takes too long. */
class TaskTransitionOnTimeoutTest {

    private static final Runner ANNA = new Runner("anna");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant DEADLINE = SPEC.created().plus(HOUR);

    private static final Timeouts IN_QUEUE = new Timeouts(MINUTE, null, null);
    private static final Timeouts OF_RUN = new Timeouts(null, MINUTE, null);
    private static final Timeouts TOGETHER = new Timeouts(null, null, HOUR);

    private static TaskError error(Task task) {
        End end = task.end();
        if (end == null || end.error() == null) {
            throw new AssertionError(task + " has ended without an error");
        }
        return end.error();
    }

    @Nested
    class InTheQueue {

        private final Task queued = after(submission(limits(IN_QUEUE)));

        @Test
        void aTaskThatNoRunTakesInTimeFails() {
            assertThat(dueAt(queued, NOW.plus(MINUTE).minusMillis(1))).isEqualTo(Transition.repeated(queued));

            Transition transition = dueAt(queued, NOW.plus(MINUTE));

            assertThat(transition.decisions()).isEmpty();
            Task task = known(transition.task());
            assertThat(task.phase()).isEqualTo(Phase.DONE);
            assertThat(task.state()).isEqualTo(State.FAILED);
            assertThat(task.end()).isEqualTo(End.failed(NOW.plus(MINUTE), Timeouts.queueTimeout(MINUTE)));
            assertThat(task.dispatched()).isNull();
        }

        @Test
        void aRunThatTakesItTooLateIsRefused() {
            Task failed = known(dueAt(queued, NOW.plus(MINUTE)).task());

            assertThat(on(failed, ANNA.begins()))
                    .isEqualTo(Transition.refused(failed, RefusalReason.ENDED, ANNA.refused(RefusalReason.ENDED)));
        }

        @Test
        void thatIsRetriedByAUserOnly() {
            Task task = after(submission(attempts(3, IN_QUEUE)));

            assertThat(error(known(dueAt(task, NOW.plus(HOUR)).task())).code()).isEqualTo("QUEUE_TIMEOUT");
        }

        @Test
        void aRunThatIsUnderWayHasMetIt() {
            Task running = after(submission(limits(IN_QUEUE)), ANNA.begins());

            assertThat(dueAt(running, NOW.plus(HOUR))).isEqualTo(Transition.repeated(running));
        }

        @Test
        void aTaskThatStartedOnceAndIsQueuedTooLongFailsWithItsProgress() {
            Task again = after(submission(limits(IN_QUEUE)), ANNA.begins(), ANNA.reaches(2, 40), crashOf(ANNA));

            Task task = known(dueAt(again, NOW.plus(MINUTE)).task());

            assertThat(task.state()).isEqualTo(State.FAILED);
            assertThat(task.progress()).as("invariant 9").isEqualTo(40);
        }
    }

    @Nested
    class OfTheRun {

        private final Instant tooLate = NOW.plus(MINUTE).plus(Due.BACKSTOP);

        @Test
        void aRunOfWhichNothingIsHeardAfterItsTimeIsStoppedAndTheTaskFails() {
            Task running = after(submission(limits(OF_RUN)), ANNA.begins(), ANNA.reaches(2, 40));
            assertThat(dueAt(running, tooLate.minusMillis(1))).isEqualTo(Transition.repeated(running));

            Transition transition = dueAt(running, tooLate);

            assertThat(transition.decisions()).containsExactly(ANNA.refused(RefusalReason.ENDED));
            Task task = known(transition.task());
            assertThat(task.state()).isEqualTo(State.FAILED);
            assertThat(error(task)).isEqualTo(Timeouts.runTimeout(MINUTE.plus(Due.BACKSTOP)));
            assertThat(task.progress()).as("invariant 9").isEqualTo(40);
            assertThat(task.run()).isEqualTo(ANNA.reporting(2, 40));
        }

        @Test
        void theNextAttemptMayBeQuicker() {
            Task running = after(submission(attempts(2, OF_RUN)), ANNA.begins());

            Transition transition = dueAt(running, tooLate);

            assertThat(transition.decisions()).containsExactly(ANNA.refused(RefusalReason.ENDED));
            Task task = known(transition.task());
            assertThat(task.phase()).isEqualTo(Phase.RETRY_WAIT);
            assertThat(task.failed())
                    .isEqualTo(new FailedAttempt(1, Timeouts.runTimeout(MINUTE.plus(Due.BACKSTOP)), tooLate));
            assertThat(task.releaseAt()).isBetween(tooLate, tooLate.plus(HOUR));
        }

        @Test
        void aPolicyMayExcludeThat() {
            RetryPolicy never = new RetryPolicy(3, MINUTE, MINUTE, Set.of("RUN_TIMEOUT"));
            Task running = after(submission(new TaskPolicy(never, OF_RUN, false)), ANNA.begins());

            assertThat(known(dueAt(running, tooLate).task()).state()).isEqualTo(State.FAILED);
        }

        @Test
        void whatTheStoppedRunStillSaysIsRefused() {
            Task waiting = known(dueAt(after(submission(attempts(2, OF_RUN)), ANNA.begins()), tooLate)
                    .task());

            assertThat(on(waiting, ANNA.finishes(2)))
                    .isEqualTo(Transition.refused(waiting, RefusalReason.ENDED, ANNA.refused(RefusalReason.ENDED)));
        }

        @Test
        void aRunThatEndsItselfAfterItsTimeIsHeard() {
            Task running = after(submission(limits(OF_RUN)), ANNA.begins());

            Transition late = TaskTransition.apply(running, ANNA.finishes(2), tooLate.plus(HOUR));

            assertThat(known(late.task()).state()).isEqualTo(State.FINISHED);
        }

        @Test
        void aRunThatItsHandlerHasExtendedGoesOn() {
            Run extended = new Run("anna", ANNA.session(), "host-anna", 2, ANNA.started(), 10, null, HOUR);
            Task running =
                    after(submission(limits(OF_RUN)), ANNA.begins(), new RunEvent.Progress(Fixtures.TASK, 1, extended));

            assertThat(dueAt(running, tooLate)).isEqualTo(Transition.repeated(running));
            assertThat(known(dueAt(running, NOW.plus(HOUR).plus(Due.BACKSTOP)).task())
                            .state())
                    .isEqualTo(State.FAILED);
        }

        @Test
        void aStubThatTakesTooLongByItsOwnWordIsRetriedOnceItsPolicyIsKnown() {
            Run limited = new Run("anna", ANNA.session(), "host-anna", 1, ANNA.started(), 0, null, MINUTE);
            Task stub = after(new RunEvent.Start(Fixtures.TASK, 1, limited, null));

            Transition transition = dueAt(stub, tooLate);
            assertThat(transition.decisions()).containsExactly(ANNA.refused(RefusalReason.ENDED));
            Task failed = known(transition.task());
            assertThat(failed.state()).isEqualTo(State.FAILED);

            assertThat(known(on(failed, submission(attempts(2))).task()).phase())
                    .isEqualTo(Phase.RETRY_WAIT);
        }
    }

    @Nested
    class OfTheDeadline {

        @Test
        void aQueuedTaskFailsAtItsDeadline() {
            Task queued = after(submission(attempts(3, TOGETHER)));

            Task task = known(dueAt(queued, DEADLINE).task());

            assertThat(task.end()).isEqualTo(End.failed(DEADLINE, Timeouts.deadlineExceeded(DEADLINE)));
        }

        @Test
        void aRunningTaskFailsSomeTimeAfterItsDeadlineIfItsWorkerDoesNotEndIt() {
            Task running = after(submission(attempts(3, TOGETHER)), ANNA.begins());
            Instant tooLate = DEADLINE.plus(Due.BACKSTOP);
            assertThat(dueAt(running, tooLate.minusMillis(1))).isEqualTo(Transition.repeated(running));

            Transition transition = dueAt(running, tooLate);

            assertThat(transition.decisions()).containsExactly(ANNA.refused(RefusalReason.ENDED));
            assertThat(known(transition.task()).end())
                    .isEqualTo(End.failed(tooLate, Timeouts.deadlineExceeded(DEADLINE)));
        }

        @Test
        void theDeadlineIsNamedWhenMoreThanOneLimitIsOver() {
            Timeouts all = new Timeouts(MINUTE, MINUTE, HOUR);

            assertThat(error(known(dueAt(after(submission(limits(all))), DEADLINE)
                                    .task()))
                            .code())
                    .isEqualTo("DEADLINE_EXCEEDED");
            assertThat(error(known(dueAt(after(submission(limits(all)), ANNA.begins()), DEADLINE.plus(HOUR))
                                    .task()))
                            .code())
                    .isEqualTo("DEADLINE_EXCEEDED");
        }

        @Test
        void aRunThatWasToEndBeforeTheDeadlineHasTakenTooLongItself() {
            Timeouts both = new Timeouts(null, Duration.between(NOW, DEADLINE).minusSeconds(1), HOUR);
            Task running = after(submission(attempts(3, both)), ANNA.begins());

            Task task = known(dueAt(running, running.due().orElseThrow()).task());

            assertThat(error(task).code()).isEqualTo("RUN_TIMEOUT");
            assertThat(task.state())
                    .as("there is no time left for another attempt")
                    .isEqualTo(State.FAILED);
        }

        @Test
        void aTaskThatIsLostAfterItsDeadlineIsQueuedAndFailsAtTheNextLook() {
            Task running = after(submission(limits(TOGETHER)), ANNA.begins());
            Instant later = DEADLINE.plusSeconds(1);

            Task again =
                    known(TaskTransition.apply(running, crashOf(ANNA), later).task());

            assertThat(again.phase()).isEqualTo(Phase.QUEUED);
            assertThat(error(known(dueAt(again, later).task())).code()).isEqualTo("DEADLINE_EXCEEDED");
        }

        @Test
        void aTaskThatIsUnknownIsNeverDue() {
            assertThat(dueAt(null, DEADLINE)).isEqualTo(Transition.repeated(null));
        }
    }
}
