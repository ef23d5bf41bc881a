package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.APPLIED;
import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.handBackOf;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.orphaned;
import static io.taskmill.model.task.Fixtures.published;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of a task whose run's session is over. */
class TaskTransitionOnLossTest {

    private static final Runner ANNA = new Runner("anna");
    private static final Runner BERT = new Runner("bert");
    private static final Runner CARL = new Runner("carl", 2);
    private static final Duration LONG_ENOUGH = TaskTransition.GRACE_FOR_FIRST_RECEIVER;

    private static void assertRefusedAsLost(@Nullable Task task, RunEvent event, Runner runner) {
        assertThat(on(task, orphaned(event)))
                .isEqualTo(Transition.refused(
                        task, RefusalReason.SESSION_LOST, runner.refused(RefusalReason.SESSION_LOST)));
    }

    @Nested
    class OwnerLost {

        @Test
        void aTaskWhoseOwnerCrashedIsDispatchedAgain() {
            Task running = after(submission(), ANNA.begins(), ANNA.reaches(2, 40));
            Instant later = NOW.plusSeconds(99);

            Transition transition = TaskTransition.apply(running, crashOf(ANNA), later);

            assertThat(transition.verdict()).isEqualTo(APPLIED);
            assertThat(transition.decisions()).isEmpty();
            Task task = known(transition.task());
            assertThat(task.phase()).isEqualTo(Phase.QUEUED);
            assertThat(task.state()).isEqualTo(State.IN_PROGRESS);
            assertThat(task.epoch()).isEqualTo(2);
            assertThat(task.attempt()).isEqualTo(1);
            assertThat(task.crashRecoveries()).isEqualTo(1);
            assertThat(task.since()).isEqualTo(later);
            assertThat(task.dispatched()).isEqualTo(new Dispatched(later, 0));
            assertThat(task.run()).isNull();
            assertThat(task.progress()).isEqualTo(40);
            assertThat(task.started()).isEqualTo(ANNA.started());
            assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0));
        }

        @Test
        void aRunThatWasGivenBackCountsAsNoCrash() {
            Task task = after(submission(), ANNA.begins(), handBackOf(ANNA));

            assertThat(task.epoch()).isEqualTo(2);
            assertThat(task.crashRecoveries()).isZero();
            assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0));
        }

        @Test
        void theNextRunOwnsTheNextEpochAndTakesNothingBack() {
            Task task = after(submission(), ANNA.begins(), ANNA.reaches(2, 40), crashOf(ANNA), CARL.reaches(2, 10));

            assertThat(task.phase()).isEqualTo(Phase.RUNNING);
            assertThat(task.run()).isEqualTo(CARL.reporting(2, 10));
            assertThat(task.progress()).isEqualTo(40);
            assertThat(task.started()).as("when it first started").isEqualTo(ANNA.started());
        }

        @Test
        void aTaskLostTwiceHasBothDispatchesInItsOutbox() {
            Task task = after(submission(), ANNA.begins(), crashOf(ANNA), CARL.begins(), crashOf(CARL));

            assertThat(task.epoch()).isEqualTo(3);
            assertThat(task.crashRecoveries()).isEqualTo(2);
            assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0), new OutboxEntry.Dispatch(3, 0));
        }

        @Test
        void theLossOfAnotherSessionChangesNothing() {
            Task running = after(submission(), ANNA.begins());

            assertThat(on(running, crashOf(BERT))).isEqualTo(Transition.repeated(running));
        }

        @Test
        void theSameLossToldAgainChangesNothing() {
            Task again = after(submission(), ANNA.begins(), crashOf(ANNA));

            assertThat(on(again, crashOf(ANNA))).isEqualTo(Transition.repeated(again));
        }

        @Test
        void anEndedTaskStaysEndedWhenItsSessionIsLost() {
            Task done = after(submission(), ANNA.begins(), ANNA.finishes(2));

            assertThat(on(done, crashOf(ANNA))).isEqualTo(Transition.repeated(done));
        }

        @Test
        void anUnknownTaskStaysUnknown() {
            assertThat(on(null, crashOf(ANNA))).isEqualTo(Transition.repeated(null));
        }

        @Test
        void aStubIsDispatchedAgainOnlyByItsSubmission() {
            Task stub = after(ANNA.begins(), crashOf(ANNA));
            assertThat(stub.epoch()).isEqualTo(2);
            assertThat(stub.outbox()).isEmpty();

            assertThat(on(stub, submission()))
                    .isEqualTo(Transition.applied(after(submission(), ANNA.begins(), crashOf(ANNA))));
        }

        @Test
        void aStubThatRunsAgainIsNotDispatchedByItsSubmission() {
            Task task = after(ANNA.begins(), crashOf(ANNA), CARL.begins(), submission());

            assertThat(task.isStub()).isFalse();
            assertThat(task.phase()).isEqualTo(Phase.RUNNING);
            assertThat(task.outbox()).isEmpty();
        }
    }

    @Nested
    class Orphans {

        @Test
        void aReportOfTheOwnerFromALostSessionIsRefusedAndTheTaskDispatchedAgain() {
            Task running = after(submission(), ANNA.begins());

            Transition transition = on(running, orphaned(ANNA.finishes(2)));

            assertThat(transition)
                    .isEqualTo(Transition.applied(
                            after(submission(), ANNA.begins(), crashOf(ANNA)),
                            ANNA.refused(RefusalReason.SESSION_LOST)));
        }

        @Test
        void anOwnerThatStillWaitsForItsGrantIsLostToo() {
            Task granted = after(submission(), ANNA.asks(LONG_ENOUGH));

            Task task = known(on(granted, orphaned(ANNA.asks(LONG_ENOUGH))).task());

            assertThat(task.epoch()).isEqualTo(2);
            assertThat(task.crashRecoveries()).isEqualTo(1);
        }

        @Test
        void aRunThatBeganUnseenIsDispatchedAgainAndCountsAsNoCrash() {
            Transition transition = on(after(submission()), orphaned(ANNA.begins()));

            assertThat(transition.verdict()).isEqualTo(APPLIED);
            assertThat(transition.decisions()).containsExactly(ANNA.refused(RefusalReason.SESSION_LOST));
            Task task = known(transition.task());
            assertThat(task.phase()).isEqualTo(Phase.QUEUED);
            assertThat(task.epoch()).isEqualTo(2);
            assertThat(task.crashRecoveries()).isZero();
            assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0));
        }

        @Test
        void aRunThatOnlyAskedIsRefusedAndItsCommandStaysWhereItIs() {
            assertRefusedAsLost(after(submission()), ANNA.asks(LONG_ENOUGH), ANNA);
        }

        @Test
        void theSameOrphanDispatchesOnce() {
            Task again = after(submission(), orphaned(ANNA.begins()));

            assertRefusedAsLost(again, ANNA.begins(), ANNA);
        }

        @Test
        void aCompetitorsOrphanLeavesTheOwnerAlone() {
            assertRefusedAsLost(after(submission(), ANNA.begins()), BERT.reaches(2, 50), BERT);
        }

        @Test
        void anOrphanOfAnotherEpochChangesNothing() {
            assertRefusedAsLost(after(submission(), ANNA.begins(), crashOf(ANNA)), BERT.begins(), BERT);
            assertRefusedAsLost(after(submission()), CARL.begins(), CARL);
        }

        @Test
        void anOrphanOfAnEndedTaskChangesNothing() {
            Task done = after(submission(), ANNA.begins(), ANNA.finishes(2));

            assertRefusedAsLost(done, ANNA.finishes(2), ANNA);
            assertRefusedAsLost(done, BERT.begins(), BERT);
        }

        @Test
        void anOrphanBeforeTheSubmissionMakesAStubThatTheSubmissionDispatches() {
            Task stub = after(orphaned(ANNA.begins()));
            assertThat(stub.isStub()).isTrue();
            assertThat(stub.phase()).isEqualTo(Phase.QUEUED);
            assertThat(stub.epoch()).isEqualTo(2);
            assertThat(stub.outbox()).isEmpty();

            assertThat(on(stub, submission()))
                    .isEqualTo(Transition.applied(after(submission(), orphaned(ANNA.begins()))));
        }

        @Test
        void anOrphanedAskBeforeTheSubmissionMakesNoTask() {
            assertRefusedAsLost(null, ANNA.asks(LONG_ENOUGH), ANNA);
        }
    }

    @Nested
    class Outbox {

        @Test
        void whatWasPublishedIsCleared() {
            Task again = after(submission(), ANNA.begins(), crashOf(ANNA));

            assertThat(on(again, published(2)))
                    .isEqualTo(Transition.applied(
                            again.draft().published(again.outbox()).toTask()));
        }

        @Test
        void whatWasNotPublishedStays() {
            Task task =
                    after(submission(), ANNA.begins(), crashOf(ANNA), CARL.begins(), crashOf(CARL), published(2, 7));

            assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(3, 0));
        }

        @Test
        void whatWasClearedBeforeIsNoNews() {
            Task cleared = after(submission(), ANNA.begins(), crashOf(ANNA), published(2));

            assertThat(on(cleared, published(2))).isEqualTo(Transition.repeated(cleared));
        }

        @Test
        void anUnknownTaskHasNoOutbox() {
            assertThat(on(null, published(2))).isEqualTo(Transition.repeated(null));
        }
    }
}
