package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.APPLIED;
import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.handBackOf;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.orphaned;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Phase;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand.CancelTask;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a task that somebody cancels (invariants 3 and 5). */
class TaskTransitionOnCancelTest {

    private static final Runner ANNA = new Runner("anna");
    private static final Runner BERT = new Runner("bert");
    private static final Duration LONG_ENOUGH = TaskTransition.GRACE_FOR_FIRST_RECEIVER;

    @Nested
    class WhatHasNotStarted {

        @Test
        void aQueuedTaskIsCancelledAtOnce() {
            Transition transition = on(after(submission()), cancel());

            assertThat(transition.verdict()).isEqualTo(APPLIED);
            assertThat(transition.decisions()).isEmpty();
            Task task = known(transition.task());
            assertThat(task.phase()).isEqualTo(Phase.DONE);
            assertThat(task.state()).isEqualTo(State.CANCELLED);
            assertThat(task.end()).isEqualTo(new End(State.CANCELLED, Result.FAILURE, NOW, null, null));
            assertThat(task.cancelled())
                    .isEqualTo(new Cancellation("grace", NOW.minusSeconds(1), "not needed: cancel-1", 0));
            assertThat(task.applied()).containsExactly("cancel-1");
            assertThat(task.duration(NOW)).isNull();
        }

        @Test
        void itsCommandThatSurfacesLaterIsRefused() {
            Task cancelled = after(submission(), cancel());

            assertThat(on(cancelled, ANNA.asks(LONG_ENOUGH)))
                    .isEqualTo(Transition.refused(cancelled, RefusalReason.ENDED, ANNA.refused(RefusalReason.ENDED)));
        }

        @Test
        void aRunThatBeganBeforeTheCancelWasFoldedIsStopped() {
            Task cancelled = after(submission(), cancel());

            assertThat(on(cancelled, ANNA.begins()))
                    .isEqualTo(Transition.refused(cancelled, RefusalReason.ENDED, ANNA.refused(RefusalReason.ENDED)));
        }

        @Test
        void aTaskThatWaitsForItsRetryIsCancelledAtOnceAndKeepsWhatItsAttemptCameTo() {
            Task waiting = after(submission(attempts(2)), ANNA.begins(), ANNA.fails(2, 40));

            Transition transition = on(waiting, cancel());

            assertThat(transition.decisions()).isEmpty();
            Task task = known(transition.task());
            assertThat(task.state()).isEqualTo(State.CANCELLED);
            assertThat(task.releaseAt()).isNull();
            assertThat(task.failed()).isEqualTo(waiting.failed());
            assertThat(task.progress()).isEqualTo(40);
            assertThat(task.run()).isEqualTo(waiting.run());
            assertThat(dueAt(task, NOW.plusSeconds(9_999))).isEqualTo(Transition.repeated(task));
        }

        @Test
        void aTaskThatWasLostAndIsQueuedAgainIsCancelledAtOnce() {
            Task task = after(submission(), ANNA.begins(), crashOf(ANNA), cancel());

            assertThat(task.state()).isEqualTo(State.CANCELLED);
            assertThat(task.owner()).isEmpty();
        }

        @Test
        void aCancelBeforeTheSubmissionMakesACancelledTask() {
            Task stub = after(cancel());
            assertThat(stub.isStub()).isTrue();

            Task task = after(cancel(), submission());

            assertThat(task).isEqualTo(after(submission(), cancel()));
            assertThat(task.outbox()).isEmpty();
        }
    }

    @Nested
    class WhatRuns {

        private final Task aborting = after(submission(), ANNA.begins(), ANNA.reaches(2, 40), cancel());

        @Test
        void aRunningTaskIsAbortedAndItsWorkerIsTold() {
            Task running = after(submission(), ANNA.begins(), ANNA.reaches(2, 40));

            Transition transition = on(running, cancel());

            assertThat(transition.verdict()).isEqualTo(APPLIED);
            assertThat(transition.decisions()).containsExactly(ANNA.cancelled());
            Task task = known(transition.task());
            assertThat(task.phase()).isEqualTo(Phase.ABORTING);
            assertThat(task.state()).isEqualTo(State.IN_PROGRESS);
            assertThat(task.owner()).contains(ANNA.session());
            assertThat(task.cancelled())
                    .isEqualTo(new Cancellation("grace", NOW.minusSeconds(1), "not needed: cancel-1", 1));
        }

        static Stream<TaskEvent> endings() {
            return Stream.of(
                    ANNA.aborts(3, 40, true),
                    ANNA.finishes(3),
                    ANNA.fails(3, 40),
                    ANNA.givesBack(3, 40),
                    crashOf(ANNA),
                    handBackOf(ANNA),
                    orphaned(ANNA.reaches(3, 40)));
        }

        @ParameterizedTest
        @MethodSource("endings")
        void howeverTheRunEndsTheTaskIsCancelled(TaskEvent ending) {
            Task task = known(on(aborting, ending).task());

            assertThat(task.phase()).isEqualTo(Phase.DONE);
            assertThat(task.state()).isEqualTo(State.CANCELLED);
            assertThat(task.cancelled()).isEqualTo(aborting.cancelled());
            assertThat(task.end()).extracting(End::value, End::error).containsExactly(null, null);
            assertThat(task.epoch()).isEqualTo(1);
            assertThat(task.outbox()).isEmpty();
        }

        @Test
        void aFailureIsFollowedByNoAttempt() {
            Task task = after(submission(attempts(3)), ANNA.begins(), cancel(), ANNA.fails(2, 40));

            assertThat(task.state()).isEqualTo(State.CANCELLED);
            assertThat(task.failed()).isNull();
        }

        @Test
        void aHandlerThatPaysNoHeedIsNamedAsSuch() {
            Task task = known(on(aborting, ANNA.aborts(3, 40, false)).task());

            assertThat(task.end())
                    .isEqualTo(new End(
                            State.CANCELLED, Result.FAILURE, ANNA.started().plusSeconds(3), null, End.UNRESPONSIVE));
            assertThat(task.progress()).as("invariant 9").isEqualTo(40);
        }

        @Test
        void itsOwnerIsToldAgainWhenItAsksOrSaysThatItBegan() {
            assertThat(on(aborting, ANNA.asks(LONG_ENOUGH))).isEqualTo(Transition.repeated(aborting, ANNA.cancelled()));
            assertThat(on(aborting, ANNA.begins())).isEqualTo(Transition.repeated(aborting, ANNA.cancelled()));
        }

        @Test
        void whatTheOwnerStillReportsIsKept() {
            Task task = known(on(aborting, ANNA.reaches(3, 60)).task());

            assertThat(task.phase()).isEqualTo(Phase.ABORTING);
            assertThat(task.progress()).isEqualTo(60);
            assertThat(task.due()).isEqualTo(aborting.due());
        }

        @Test
        void aCompetitorFindsItHeld() {
            assertThat(on(aborting, BERT.asks(LONG_ENOUGH)))
                    .isEqualTo(Transition.refused(
                            aborting, RefusalReason.HELD, BERT.refused(RefusalReason.HELD), ANNA.probe()));
        }

        @Test
        void theLossOfAnotherSessionLeavesItAborting() {
            assertThat(on(aborting, crashOf(BERT))).isEqualTo(Transition.repeated(aborting));
        }

        @Test
        void aWorkerThatNeverReportsTheEndIsNotWaitedForForEver() {
            Task task = aborting;
            for (int told = 1; told < Due.MOST_TOLD; told++) {
                task = known(dueAt(task, NOW.plusSeconds(5L * told)).task());
                assertThat(task.phase()).isEqualTo(Phase.ABORTING);
            }

            Transition last = dueAt(task, NOW.plusSeconds(5L * Due.MOST_TOLD));
            Task ended = known(last.task());
            assertThat(ended.state()).isEqualTo(State.CANCELLED);
            assertThat(ended.end()).extracting(End::error).isEqualTo(End.UNRESPONSIVE);
            assertThat(last.decisions()).containsExactly(ANNA.refused(RefusalReason.ENDED));
        }

        @Test
        void itsWorkerIsToldAgainEveryFiveSecondsUntilTheRunEnds() {
            assertThat(dueAt(aborting, NOW.plusMillis(4_999))).isEqualTo(Transition.repeated(aborting));

            Transition second = dueAt(aborting, NOW.plusSeconds(5));
            assertThat(second.decisions()).containsExactly(ANNA.cancelled());
            Task toldTwice = known(second.task());
            assertThat(toldTwice.cancelled()).extracting(Cancellation::told).isEqualTo(2);
            assertThat(dueAt(toldTwice, NOW.plusMillis(9_999))).isEqualTo(Transition.repeated(toldTwice));

            Transition third = dueAt(toldTwice, NOW.plusSeconds(10));
            assertThat(third.decisions()).containsExactly(ANNA.cancelled());

            Task ended = known(on(known(third.task()), ANNA.aborts(3)).task());
            assertThat(dueAt(ended, NOW.plusSeconds(99))).isEqualTo(Transition.repeated(ended));
        }

        @Test
        void aRunThatIsKnownBeforeTheSubmissionIsAbortedToo() {
            Transition transition = on(after(ANNA.begins()), cancel());
            assertThat(transition.decisions()).containsExactly(ANNA.cancelled());

            assertThat(after(ANNA.begins(), cancel(), submission()))
                    .isEqualTo(after(submission(), ANNA.begins(), cancel()));
            assertThat(after(ANNA.begins(), cancel(), ANNA.finishes(2), submission())
                            .state())
                    .isEqualTo(State.CANCELLED);
        }
    }

    @Nested
    class Again {

        @Test
        void theSameCancelAgainChangesNothingAndTellsNobody() {
            Task aborting = after(submission(), ANNA.begins(), cancel());
            Task cancelled = after(submission(), cancel());

            assertThat(on(aborting, cancel())).isEqualTo(Transition.repeated(aborting));
            assertThat(on(cancelled, cancel())).isEqualTo(Transition.repeated(cancelled));
        }

        @Test
        void ofTwoCancelsTheFirstCountsAndTheWorkerIsToldAtOnceAgain() {
            Task aborting = after(submission(), ANNA.begins(), cancel());

            Transition transition = on(aborting, cancel("cancel-2"));

            assertThat(transition.decisions()).containsExactly(ANNA.cancelled());
            Task task = known(transition.task());
            assertThat(task.cancelled()).isEqualTo(aborting.cancelled());
            assertThat(task.applied()).containsExactly("cancel-1", "cancel-2");
        }

        @Test
        void anEndedTaskStaysAsItEnded() {
            Task finished = after(submission(), ANNA.begins(), ANNA.finishes(2));
            Task cancelled = after(submission(), cancel());

            staysButRemembers(finished, on(finished, cancel()));
            staysButRemembers(cancelled, on(cancelled, cancel("cancel-2")));
        }

        /** So that its repetition cannot cancel what an explicit retry makes of the task. */
        private void staysButRemembers(Task ended, Transition transition) {
            Task after = known(transition.task());
            assertThat(transition.verdict()).isEqualTo(Fixtures.refused(RefusalReason.ENDED));
            assertThat(transition.decisions()).isEmpty();
            assertThat(after)
                    .usingRecursiveComparison()
                    .ignoringFields("applied")
                    .isEqualTo(ended);
            assertThat(after.applied()).hasSize(ended.applied().size() + 1);
        }
    }

    @Test
    void aCancelMayGiveNoReasonAndNoActorAndNeitherMayBeLong() {
        assertThat(new CancelTask(TASK, "c", null, NOW, null).reason()).isNull();
        assertThat(new CancelTask(TASK, "c", "a".repeat(1_000), NOW, "r".repeat(1_000)).reason())
                .hasSize(1_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CancelTask(TASK, "c", null, NOW, "r".repeat(1_001)))
                .withMessage("reason has 1001 characters but may have 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CancelTask(TASK, "c", "a".repeat(1_001), NOW, null))
                .withMessage("actor has 1001 characters but may have 1000");
        assertThatIllegalArgumentException().isThrownBy(() -> new CancelTask(TASK, "no id", null, NOW, null));
    }
}
