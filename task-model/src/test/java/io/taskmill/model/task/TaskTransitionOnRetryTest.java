package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.APPLIED;
import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.released;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a task that a user wants to run anew. */
class TaskTransitionOnRetryTest {

    private static final Runner ANNA = new Runner("anna");
    private static final Runner CARL = new Runner("carl", 2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final TaskPolicy TWICE = attempts(2);
    private static final TaskPolicy TWICE_WITHIN_TWO_HOURS = attempts(2, new Timeouts(null, null, Duration.ofHours(2)));

    private final Task failed = after(submission(), ANNA.begins(), crashOf(ANNA), CARL.fails(2, 40));

    @Test
    void aFailedTaskRunsAnewInANewEpoch() {
        Instant later = NOW.plus(HOUR);

        Transition transition = TaskTransition.apply(failed, retry(2), later);

        assertThat(transition.verdict()).isEqualTo(APPLIED);
        assertThat(transition.decisions()).isEmpty();
        Task task = known(transition.task());
        assertThat(task.phase()).isEqualTo(Phase.QUEUED);
        assertThat(task.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(task.epoch()).isEqualTo(3);
        assertThat(task.attempt()).isEqualTo(1);
        assertThat(task.crashRecoveries()).isZero();
        assertThat(task.progress()).isZero();
        assertThat(task.started()).isEqualTo(ANNA.started());
        assertThat(task.run()).isNull();
        assertThat(task.end()).isNull();
        assertThat(task.since()).isEqualTo(later);
        assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0), new OutboxEntry.Dispatch(3, 0));
        assertThat(task.applied()).containsExactly("retry-1");
    }

    @Test
    void aTaskThatWasCancelledBeforeItStartedIsInitialAgain() {
        Task task = after(submission(), cancel(), retry(1));

        assertThat(task.state()).isEqualTo(State.INITIAL);
        assertThat(task.cancelled()).isNull();
        assertThat(task.epoch()).isEqualTo(2);
    }

    @Test
    void allAttemptsAreThereAgain() {
        Task waiting = after(submission(TWICE), ANNA.begins(), ANNA.fails(2, 40));
        Task last = known(on(known(on(released(waiting), CARL.begins()).task()), CARL.fails(2, 40))
                .task());

        Task task = known(on(last, retry(2)).task());

        assertThat(last.attempt()).isEqualTo(2);
        assertThat(task.attempt()).isEqualTo(1);
        assertThat(task.failed()).isNull();
    }

    @Test
    void theDeadlineCountsFromTheRetry() {
        Task ended = after(submission(TWICE_WITHIN_TWO_HOURS), cancel());
        Instant later = NOW.plus(Duration.ofDays(3));

        Task task = known(TaskTransition.apply(ended, retry(1), later).task());

        assertThat(task.deadline()).isEqualTo(later.plus(Duration.ofHours(2)));
        assertThat(task.command().deadline()).isEqualTo(task.deadline());
    }

    @Test
    void theSameRetryAgainChangesNothing() {
        Task again = known(on(failed, retry(2)).task());
        Task failedAgain = known(on(again, new Runner("dora", 3).fails(2, 0)).task());

        assertThat(on(again, retry(2))).isEqualTo(Transition.repeated(again));
        assertThat(on(failedAgain, retry(2))).isEqualTo(Transition.repeated(failedAgain));
    }

    @Test
    void ofTwoRetriesOfOneEpochTheSecondIsSuperseded() {
        Task again = known(on(failed, retry(2)).task());

        assertThat(on(again, retry("retry-2", 2))).isEqualTo(Transition.refused(again, RefusalReason.SUPERSEDED));
    }

    @Test
    void aRetryOfAnEpochThatIsNotThereYetIsRefused() {
        assertThat(on(failed, retry(3))).isEqualTo(Transition.refused(failed, RefusalReason.UNKNOWN_EPOCH));
    }

    @Test
    void whatHasNotFailedIsNotRetried() {
        Task queued = after(submission());
        Task waiting = after(submission(TWICE), ANNA.begins(), ANNA.fails(2, 40));
        Task aborting = after(submission(), ANNA.begins(), cancel());
        Task finished = after(submission(), ANNA.finishes(2));

        assertThat(List.of(queued, waiting, aborting, finished)).allSatisfy(task -> assertThat(on(task, retry(1)))
                .isEqualTo(Transition.refused(task, RefusalReason.NOT_FAILED)));
    }

    @Test
    void aStubIsNotRetriedSinceNobodyKnowsWhatToRun() {
        Task failedStub = after(ANNA.fails(2, 40));
        Task cancelledStub = after(cancel());

        assertThat(on(null, retry(1))).isEqualTo(Transition.refused(null, RefusalReason.UNKNOWN_EPOCH));
        assertThat(on(failedStub, retry(1))).isEqualTo(Transition.refused(failedStub, RefusalReason.UNKNOWN_EPOCH));
        assertThat(on(cancelledStub, retry(1)))
                .isEqualTo(Transition.refused(cancelledStub, RefusalReason.UNKNOWN_EPOCH));
    }

    @Test
    void aZombieOfTheEndedEpochIsSuperseded() {
        Task again = after(submission(), ANNA.begins(), cancel(), ANNA.aborts(2, 0, false), retry(1));

        assertThat(on(again, ANNA.finishes(3)))
                .isEqualTo(Transition.refused(again, RefusalReason.SUPERSEDED, ANNA.refused(RefusalReason.SUPERSEDED)));
    }

    @Test
    void aRetriedTaskCanBeCancelledAndRetriedAgain() {
        Task task = after(submission(), cancel("a"), retry("b", 1), cancel("c"), retry("d", 2), cancel("e"));

        assertThat(task.state()).isEqualTo(State.CANCELLED);
        assertThat(task.epoch()).isEqualTo(3);
        assertThat(task.applied()).containsExactly("a", "b", "c", "d", "e");
    }
}
