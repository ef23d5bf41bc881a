package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.APPLIED;
import static io.taskmill.model.task.Fixtures.DEFERRED;
import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.REPEATED;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.refused;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.Result;
import io.taskmill.model.State;
import io.taskmill.model.message.RefusalReason;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TaskTransitionTest {

    private static final Runner ANNA = new Runner("anna");
    private static final Runner BERT = new Runner("bert");
    private static final Duration LONG_ENOUGH = TaskTransition.GRACE_FOR_FIRST_RECEIVER;
    private static final Duration TOO_SHORT = LONG_ENOUGH.minusMillis(1);

    @Nested
    class Submission {

        @Test
        void theFirstCommandOfATaskQueuesIt() {
            Transition transition = on(null, submission());

            assertThat(transition).isEqualTo(Transition.applied(after(submission())));
            Task task = known(transition.task());
            assertThat(task.id()).isEqualTo(TASK);
            assertThat(task.spec()).isEqualTo(SPEC);
            assertThat(task.phase()).isEqualTo(Phase.QUEUED);
            assertThat(task.state()).isEqualTo(State.INITIAL);
            assertThat(task.epoch()).isEqualTo(1);
            assertThat(task.attempt()).isEqualTo(1);
            assertThat(task.outbox()).isEmpty();
        }

        @Test
        void aRepeatedSubmissionChangesNothing() {
            Task running = after(submission(), ANNA.begins());

            assertThat(on(running, submission())).isEqualTo(Transition.repeated(running));
        }

        @Test
        void aStartBeforeTheSubmissionMakesAStubWhichTheSubmissionCompletes() {
            Task stub = after(ANNA.begins());
            assertThat(stub.isStub()).isTrue();
            assertThat(stub.phase()).isEqualTo(Phase.RUNNING);

            Transition transition = on(stub, submission());

            assertThat(transition.verdict()).isEqualTo(APPLIED);
            assertThat(transition.task()).isEqualTo(after(submission(), ANNA.begins()));
        }

        @Test
        void anEndBeforeTheSubmissionIsKept() {
            Task task = after(ANNA.finishes(3), submission());

            assertThat(task).isEqualTo(after(submission(), ANNA.finishes(3)));
            assertThat(task.state()).isEqualTo(State.FINISHED);
            assertThat(task.isStub()).isFalse();
        }
    }

    @Nested
    class Starting {

        @Test
        void aRunThatBeganWithoutAskingOwnsTheTaskAndIsNotAnswered() {
            Transition transition = on(after(submission()), ANNA.begins());

            assertThat(transition.verdict()).isEqualTo(APPLIED);
            assertThat(transition.decisions()).isEmpty();
            Task task = known(transition.task());
            assertThat(task.phase()).isEqualTo(Phase.RUNNING);
            assertThat(task.state()).isEqualTo(State.IN_PROGRESS);
            assertThat(task.run()).isEqualTo(ANNA.reporting(1, 0));
            assertThat(task.started()).isEqualTo(ANNA.started());
        }

        @Test
        void anAskIsDeferredForAsLongAsAnotherStartMayBeOnItsWay() {
            Task queued = after(submission());

            Transition transition = on(queued, ANNA.asks(TOO_SHORT));

            assertThat(transition.verdict()).isEqualTo(DEFERRED);
            assertThat(transition.task()).isEqualTo(queued);
            assertThat(transition.decisions()).isEmpty();
        }

        @Test
        void aDeferredAskMakesNoTask() {
            Transition transition = on(null, ANNA.asks(TOO_SHORT));

            assertThat(transition.verdict()).isEqualTo(DEFERRED);
            assertThat(transition.task()).isNull();
            assertThat(transition.decisions()).isEmpty();
        }

        @Test
        void anAskThatHasWaitedLongEnoughIsGrantedWithOneAnswer() {
            Transition transition = on(after(submission()), ANNA.asks(LONG_ENOUGH));

            assertThat(transition.verdict()).isEqualTo(APPLIED);
            assertThat(transition.decisions()).containsExactly(ANNA.granted());
            assertThat(known(transition.task()).phase()).isEqualTo(Phase.RUNNING);
        }

        @Test
        void anAskIsGrantedAlsoBeforeTheSubmission() {
            Transition transition = on(null, ANNA.asks(LONG_ENOUGH));

            assertThat(transition.decisions()).containsExactly(ANNA.granted());
            assertThat(known(transition.task()).isStub()).isTrue();
        }

        @Test
        void anOwnerThatAsksAgainIsAnsweredAgain() {
            Task granted = after(submission(), ANNA.asks(LONG_ENOUGH));

            assertThat(on(granted, ANNA.asks(LONG_ENOUGH.plusSeconds(3))))
                    .isEqualTo(Transition.repeated(granted, ANNA.granted()));
        }

        @Test
        void anOwnerThatAsksAgainInALaterReportIsAnsweredAgain() {
            Task granted = after(submission(), ANNA.asks(1, LONG_ENOUGH));

            Transition transition = on(granted, ANNA.asks(2, LONG_ENOUGH.plusSeconds(3)));

            assertThat(transition.decisions())
                    .as("asks are idempotent by run id and repeated until answered")
                    .containsExactly(ANNA.granted());
            assertThat(known(transition.task()).phase()).isEqualTo(Phase.RUNNING);
        }

        @Test
        void aRunWhoseProgressComesFirstOwnsTheTaskToo() {
            Task task = after(submission(), ANNA.reaches(2, 20));

            assertThat(task.phase()).isEqualTo(Phase.RUNNING);
            assertThat(on(task, ANNA.begins())).isEqualTo(Transition.repeated(task));
        }
    }

    @Nested
    class Competing {

        @Test
        void aCompetitorIsRefusedAndTheOwnersSessionIsProbed() {
            Task running = after(submission(), ANNA.begins());

            assertThat(on(running, BERT.asks(LONG_ENOUGH)))
                    .isEqualTo(Transition.refused(
                            running, RefusalReason.HELD, BERT.refused(RefusalReason.HELD), ANNA.probe()));
        }

        @Test
        void anAskThatHasNotWaitedLongIsRefusedAtOnceWhenTheTaskIsHeld() {
            Task running = after(submission(), ANNA.begins());

            assertThat(on(running, BERT.asks(Duration.ZERO)).verdict()).isEqualTo(refused(RefusalReason.HELD));
        }

        @Test
        void theResultOfACompetitorIsNeverSeen() {
            Task running = after(submission(), ANNA.begins());

            Transition transition = on(running, BERT.finishes(2));

            assertThat(transition.verdict()).isEqualTo(refused(RefusalReason.HELD));
            assertThat(transition.task()).isEqualTo(running);
        }

        @Test
        void whoComesAfterTheEndIsToldThatTheTaskHasEnded() {
            Task done = after(submission(), ANNA.begins(), ANNA.finishes(2));

            assertThat(on(done, BERT.begins()))
                    .isEqualTo(Transition.refused(done, RefusalReason.ENDED, BERT.refused(RefusalReason.ENDED)));
        }

        @Test
        void aRunOfAnOlderEpochIsSuperseded() {
            Task again = after(submission(), ANNA.begins(), crashOf(ANNA));

            assertThat(on(again, ANNA.finishes(2)))
                    .isEqualTo(Transition.refused(
                            again, RefusalReason.SUPERSEDED, ANNA.refused(RefusalReason.SUPERSEDED)));
        }

        @Test
        void aRunOfAnEpochThatWasNeverDispatchedIsRefused() {
            Task queued = after(submission());
            Runner stranger = new Runner("stranger", 2);

            assertThat(on(queued, stranger.begins()))
                    .isEqualTo(Transition.refused(
                            queued, RefusalReason.UNKNOWN_EPOCH, stranger.refused(RefusalReason.UNKNOWN_EPOCH)));
        }
    }

    @Nested
    class Reporting {

        @Test
        void theReportWithTheHighestSeqCountsAndOlderOnesAreNoNews() {
            Task task = after(submission(), ANNA.begins(), ANNA.reaches(3, 60));

            assertThat(task.progress()).isEqualTo(60);
            assertThat(on(task, ANNA.reaches(2, 40))).isEqualTo(Transition.repeated(task));
        }

        @Test
        void aReportOfLessProgressTakesNothingBack() {
            Task task = after(submission(), ANNA.reaches(2, 40), ANNA.reaches(3, 20));

            assertThat(task.progress()).isEqualTo(40);
        }

        @Test
        void aRunThatFinishesEndsTheTask() {
            Task task = after(submission(), ANNA.begins(), ANNA.finishes(2));

            assertThat(task.phase()).isEqualTo(Phase.DONE);
            assertThat(task.state()).isEqualTo(State.FINISHED);
            assertThat(task.progress()).isEqualTo(100);
            assertThat(task.end())
                    .isEqualTo(new End(
                            State.FINISHED, Result.SUCCESS, ANNA.started().plusSeconds(2), ANNA.result(), null));
            assertThat(task.duration(NOW)).isEqualTo(Duration.ofSeconds(2));
        }

        @Test
        void anEndBeforeTheStartEndsTheTaskAndTheStartIsNoNews() {
            Task done = after(submission(), ANNA.finishes(2));

            assertThat(done).isEqualTo(after(submission(), ANNA.begins(), ANNA.finishes(2)));
            assertThat(on(done, ANNA.begins())).isEqualTo(Transition.repeated(done));
        }

        @Test
        void aRunThatFailsEndsTheTaskAndLeavesItsProgress() {
            Task task = after(submission(), ANNA.begins(), ANNA.reaches(2, 40), ANNA.fails(3, 40));

            assertThat(task.state()).isEqualTo(State.FAILED);
            assertThat(task.progress()).as("invariant 9").isEqualTo(40);
            assertThat(task.end())
                    .isEqualTo(new End(
                            State.FAILED, Result.FAILURE, ANNA.started().plusSeconds(3), null, Runner.DISK_FULL));
        }

        @Test
        void anEndedTaskIsNotEndedAnotherWayByTheSameRun() {
            Task done = after(submission(), ANNA.begins(), ANNA.finishes(2));

            assertThat(on(done, ANNA.fails(3, 100)))
                    .isEqualTo(Transition.refused(done, RefusalReason.ENDED, ANNA.refused(RefusalReason.ENDED)));
        }

        @Test
        void theDurationIsNotNegativeWhenAnEndIsReportedBeforeTheStart() {
            Task done = after(submission(), ANNA.finishes(2, ANNA.started().minusSeconds(5)));

            assertThat(done.duration(NOW)).isEqualTo(Duration.ZERO);
            assertThat(on(done, submission()).verdict()).isEqualTo(REPEATED);
        }
    }
}
