package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.amend;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.heldSubmission;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.limits;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.released;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.spec;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.Phase;
import io.taskmill.model.Priority;
import io.taskmill.model.State;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WorkQueue;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.UserCommand.AmendTask;
import io.taskmill.model.task.HistoryEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A task that is not to start before a time. */
class TaskTransitionOnScheduleTest {

    private static final Instant TIME = NOW.plus(Duration.ofHours(1));

    private final Task scheduled = after(heldSubmission());

    @Test
    void itWaitsForItsTimeAndNothingIsPublished() {
        assertThat(scheduled.phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(scheduled.state()).isEqualTo(State.INITIAL);
        assertThat(scheduled.releaseAt()).isEqualTo(TIME);
        assertThat(scheduled.due()).hasValue(TIME);
        assertThat(scheduled.dispatched()).isNull();
        assertThat(scheduled.outbox()).isEmpty();
        assertThat(dueAt(scheduled, TIME.minusMillis(1)).verdict()).isEqualTo(Fixtures.REPEATED);
    }

    @Test
    void atItsTimeTheCommandOfItsFirstEpochGoesOut() {
        Task queued = released(scheduled);
        assertThat(queued.phase()).isEqualTo(Phase.QUEUED);
        assertThat(queued.epoch()).isEqualTo(1);
        assertThat(queued.outbox()).containsExactly(new OutboxEntry.Dispatch(1, 0));
        assertThat(queued.waitingSince()).as("not since its submission").hasValue(TIME);
        assertThat(queued.command().epoch()).isEqualTo(1);
    }

    @Test
    void theCommandThatComesBackToTheShardIsNoSecondSubmission() {
        Task queued = released(scheduled);
        assertThat(on(queued, queued.command()).verdict()).isEqualTo(Fixtures.REPEATED);
    }

    @Test
    void oneThatIsFoldedTooLateIsDueAtOnce() {
        Task late = after(new RunCommand(TASK, 1, SPEC.startingAt(NOW.minusSeconds(5))));
        assertThat(late.phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(known(dueAt(late, NOW).task()).phase()).isEqualTo(Phase.QUEUED);
    }

    @Test
    void itsTimesCountFromWhenItMayStart() {
        Timeouts timeouts = new Timeouts(Duration.ofMinutes(1), null, Duration.ofMinutes(10));
        RunCommand submission = new RunCommand(TASK, 1, spec(limits(timeouts)).startingAt(TIME));
        assertThat(submission.deadline()).isEqualTo(TIME.plus(Duration.ofMinutes(10)));
        Task waiting = after(submission);
        assertThat(waiting.due()).as("no time in a queue passes yet").hasValue(TIME);
        assertThat(released(waiting).due()).hasValue(TIME.plus(Duration.ofMinutes(1)));
    }

    @Test
    void oneThatNobodyReleasedBeforeItsDeadlineFails() {
        Timeouts timeouts = new Timeouts(null, null, Duration.ofMinutes(10));
        Task waiting = after(new RunCommand(TASK, 1, spec(limits(timeouts)).startingAt(TIME)));
        Task late = known(dueAt(waiting, TIME.plus(Duration.ofMinutes(10))).task());
        assertThat(late.state()).isEqualTo(State.FAILED);
        assertThat(late.end()).extracting("error.code").isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void cancelledItEndsAndRetriedItStartsAtOnce() {
        Task cancelled = after(heldSubmission(), cancel());
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.due()).isEmpty();
        Task again = known(on(cancelled, retry(1)).task());
        assertThat(again.phase()).isEqualTo(Phase.QUEUED);
        assertThat(again.epoch()).isEqualTo(2);
        assertThat(again.spec()).isEqualTo(SPEC);
    }

    @Test
    void itCanBeGivenAnotherTimeQueueAndPool() {
        Task amended = known(on(scheduled, amend()).task());
        assertThat(amended.epoch()).as("nothing is out").isEqualTo(1);
        assertThat(amended.due()).hasValue(NOW.plus(Duration.ofHours(2)));
        assertThat(released(amended).queue()).hasValue(new WorkQueue("other", Priority.HIGH));
        assertThat(amended.history().entries().getLast())
                .isEqualTo(new HistoryEntry(
                        NOW.minusSeconds(1), Kind.AMENDED, 1, null, null, "grace", "notBefore, priority, pool"));
    }

    @Test
    void whatWaitsInAQueueIsSupersededAndWaitsElsewhere() {
        Task amended = after(submission(), new AmendTask(TASK, "a", null, NOW, null, Priority.LOW, null));
        assertThat(amended.phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(amended.due()).as("at once").hasValue(NOW);
        assertThat(on(amended, new Runner("early").begins()).verdict())
                .isEqualTo(Fixtures.refused(RefusalReason.SUPERSEDED));
        Task queued = released(amended);
        assertThat(queued.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0));
        assertThat(queued.queue()).hasValue(new WorkQueue(SPEC.pool(), Priority.LOW));
    }

    @Test
    void theNextAttemptCanBeGivenAnotherTimeAndKeepsItWithoutOne() {
        Task failed =
                after(submission(Fixtures.attempts(2)), new Runner("first").begins(), new Runner("first").fails(2, 40));
        Task later = known(on(failed, amend()).task());
        assertThat(later.phase()).isEqualTo(Phase.RETRY_WAIT);
        assertThat(later.due()).hasValue(NOW.plus(Duration.ofHours(2)));
        Task same = known(on(failed, new AmendTask(TASK, "a", null, NOW, null, Priority.LOW, null))
                .task());
        assertThat(same.due()).isEqualTo(failed.due());
    }

    @Test
    void whatCameTooLateDoesNotCountLater() {
        Runner first = new Runner("first");
        Transition late = on(after(submission(Fixtures.attempts(2)), first.begins()), amend());
        assertThat(late.verdict()).isEqualTo(Fixtures.refused(RefusalReason.STARTED));
        Task waiting = known(on(known(late.task()), first.fails(2, 40)).task());
        assertThat(on(waiting, amend()).verdict()).isEqualTo(Fixtures.REPEATED);
    }

    @Test
    void itsDeadlineCountsFromTheNewTime() {
        Timeouts timeouts = new Timeouts(null, null, Duration.ofMinutes(10));
        Task amended = after(submission(limits(timeouts)), amend());
        assertThat(amended.deadline()).isEqualTo(NOW.plus(Duration.ofHours(2)).plus(Duration.ofMinutes(10)));
    }

    @Test
    void anAmendmentOfNothingIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AmendTask(TASK, "a", null, NOW, null, null, null))
                .withMessage("amendment a of task " + TASK + " changes nothing");
    }

    @Test
    void aCancelThatComesBeforeItIsKept() {
        assertThat(after(cancel(), heldSubmission()).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void oneThatMayStartAtOnceIsNotHeld() {
        assertThat(SPEC.isHeld()).isFalse();
        assertThat(heldSubmission().spec().isHeld()).isTrue();
        assertThat(SPEC.startingAt(SPEC.created().minusSeconds(1)).mayStart()).isEqualTo(SPEC.created());
    }
}
