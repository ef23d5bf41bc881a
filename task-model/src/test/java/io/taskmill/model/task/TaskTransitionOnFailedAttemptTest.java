package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.APPLIED;
import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.released;
import static io.taskmill.model.task.Fixtures.spec;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunCommand;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of a task whose attempt has failed, or was given back, and whose policy wants another one. */
class TaskTransitionOnFailedAttemptTest {

    private static final Runner ANNA = new Runner("anna");
    private static final Runner CARL = new Runner("carl", 2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final TaskPolicy TWICE = attempts(2);
    private static final TaskPolicy TWICE_WITHIN_TWO_HOURS = attempts(2, new Timeouts(null, null, Duration.ofHours(2)));

    private final Task waiting = after(submission(TWICE), ANNA.begins(), ANNA.reaches(2, 20), ANNA.fails(3, 40));

    @Test
    void aFailedAttemptIsFollowedByAWaitInWhichItsProgressStays() {
        assertThat(waiting.phase()).isEqualTo(Phase.RETRY_WAIT);
        assertThat(waiting.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(waiting.progress()).as("invariant 9").isEqualTo(40);
        assertThat(waiting.attempt()).isEqualTo(1);
        assertThat(waiting.epoch()).isEqualTo(1);
        assertThat(waiting.failed())
                .isEqualTo(new FailedAttempt(1, Runner.DISK_FULL, ANNA.started().plusSeconds(3)));
        assertThat(waiting.releaseAt()).isBetween(NOW, NOW.plus(HOUR));
        assertThat(waiting.owner()).isEmpty();
        assertThat(waiting.outbox()).isEmpty();
    }

    @Test
    void theWaitIsWhatThePolicyDrawsForThisTaskAndEpoch() {
        Duration delay = TWICE.retry().delay(Fixtures.TASK, 1, 1, Runner.DISK_FULL);

        assertThat(waiting.releaseAt()).isEqualTo(NOW.plus(delay));
    }

    @Test
    void whenItsTimeHasComeTheNextAttemptIsDispatched() {
        Instant release = waiting.due().orElseThrow();
        assertThat(dueAt(waiting, release.minusMillis(1))).isEqualTo(Transition.repeated(waiting));

        Transition transition = dueAt(waiting, release);

        assertThat(transition.verdict()).isEqualTo(APPLIED);
        assertThat(transition.decisions()).isEmpty();
        Task task = known(transition.task());
        assertThat(task.phase()).isEqualTo(Phase.QUEUED);
        assertThat(task.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(task.epoch()).isEqualTo(2);
        assertThat(task.attempt()).isEqualTo(2);
        assertThat(task.progress()).isZero();
        assertThat(task.run()).isNull();
        assertThat(task.failed()).isEqualTo(waiting.failed());
        assertThat(task.since()).isEqualTo(release);
        assertThat(task.dispatched()).isEqualTo(new Dispatched(release, 0));
        assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0));
        assertThat(task.command()).isEqualTo(new RunCommand(Fixtures.TASK, 2, 2, null, spec(TWICE)));
    }

    @Test
    void theFailureOfTheLastAttemptEndsTheTask() {
        Task running = known(on(released(waiting), CARL.begins()).task());

        Task task = known(on(running, CARL.fails(2, 10)).task());

        assertThat(task.state()).isEqualTo(State.FAILED);
        assertThat(task.attempt()).isEqualTo(2);
        assertThat(task.progress()).as("of this attempt").isEqualTo(10);
        assertThat(task.end()).extracting(End::error).isEqualTo(Runner.DISK_FULL);
    }

    @Test
    void aCrashCostsNoAttempt() {
        Task again =
                known(on(after(submission(TWICE), ANNA.begins()), crashOf(ANNA)).task());
        Task failed = known(
                on(known(on(again, CARL.begins()).task()), CARL.fails(2, 10)).task());

        assertThat(failed.phase()).isEqualTo(Phase.RETRY_WAIT);
        assertThat(failed.attempt()).isEqualTo(1);
    }

    @Test
    void aRunThatIsGivenBackCostsNoAttemptAndKeepsItsProgress() {
        Task task = after(submission(TWICE), ANNA.begins(), ANNA.reaches(2, 20), ANNA.givesBack(3, 30));

        assertThat(task.phase()).isEqualTo(Phase.QUEUED);
        assertThat(task.attempt()).isEqualTo(1);
        assertThat(task.crashRecoveries()).isZero();
        assertThat(task.epoch()).isEqualTo(2);
        assertThat(task.progress()).isEqualTo(30);
        assertThat(task.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0));
    }

    @Test
    void aRunThatIsGivenBackBeforeItsStartIsFoldedHasStartedTheTask() {
        Task task = after(submission(), ANNA.givesBack(3, 30));

        assertThat(task.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(task.started()).isEqualTo(ANNA.started());
        assertThat(task).isEqualTo(after(submission(), ANNA.begins(), ANNA.givesBack(3, 30)));
        assertThat(after(ANNA.givesBack(3, 30), submission())).isEqualTo(task);
    }

    @Test
    void anErrorThatNothingWillChangeEndsTheTask() {
        TaskError hopeless = new TaskError("NO_SUCH_VM", "it is gone", false);

        Task task = after(submission(TWICE), ANNA.begins(), ANNA.fails(2, 0, hopeless));

        assertThat(task.state()).isEqualTo(State.FAILED);
        assertThat(task.failed()).isNull();
    }

    @Test
    void aFailureBeforeTheSubmissionIsRetriedOnceThePolicyIsKnown() {
        Task stub = after(ANNA.fails(3, 40));
        assertThat(stub.state()).isEqualTo(State.FAILED);

        Task task = known(on(stub, submission(TWICE)).task());

        assertThat(task).isEqualTo(after(submission(TWICE), ANNA.begins(), ANNA.fails(3, 40)));
    }

    @Test
    void aRetryThatWouldBeginAtTheDeadlineOrLaterIsNone() {
        TaskError twoHours = busyFor(Duration.ofHours(2).minusSeconds(60));
        TaskError almost = busyFor(Duration.ofHours(2).minusSeconds(61));

        assertThat(after(submission(TWICE_WITHIN_TWO_HOURS), ANNA.begins(), ANNA.fails(2, 0, twoHours))
                        .end())
                .extracting(End::error)
                .isEqualTo(twoHours);
        assertThat(after(submission(TWICE_WITHIN_TWO_HOURS), ANNA.begins(), ANNA.fails(2, 0, almost))
                        .releaseAt())
                .isEqualTo(NOW.plus(Duration.ofHours(2)).minusSeconds(61));
    }

    private static TaskError busyFor(Duration span) {
        return new TaskError("BUSY", "not now", true, span);
    }

    @Test
    void whoWaitsIsEndedWhenThatIsNoticedOnlyAfterTheDeadline() {
        Task task = after(submission(TWICE_WITHIN_TWO_HOURS), ANNA.begins(), ANNA.fails(2, 40));
        Instant deadline = NOW.minusSeconds(60).plus(Duration.ofHours(2));

        Task ended = known(dueAt(task, deadline).task());

        assertThat(ended.end()).isEqualTo(End.failed(deadline, Timeouts.deadlineExceeded(deadline)));
        assertThat(ended.failed()).isEqualTo(task.failed());
        assertThat(ended.epoch()).isEqualTo(1);
        assertThat(ended.progress()).isEqualTo(40);
    }

    @Test
    void theLossOfItsFormerSessionDoesNotHurryIt() {
        assertThat(on(waiting, crashOf(ANNA))).isEqualTo(Transition.repeated(waiting));
    }
}
