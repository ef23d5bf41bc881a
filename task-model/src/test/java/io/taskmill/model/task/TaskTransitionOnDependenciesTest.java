package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.OTHER;
import static io.taskmill.model.task.Fixtures.REPEATED;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.amend;
import static io.taskmill.model.task.Fixtures.awaitingSubmission;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.delete;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.ended;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.submission;
import static io.taskmill.model.task.Fixtures.watched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.After;
import io.taskmill.model.Dependent;
import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskId;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.WatchTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskTransitionOnDependenciesTest {

    private static final TaskId THIRD = TaskId.parse("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f12");

    private static final Dependent WAITING = new Dependent(OTHER, 1);

    private final Runner mine = new Runner("mine");

    @Test
    void itWaitsForAllOfThemAndAsksToBeToldOfEach() {
        Task waiting = after(awaitingSubmission(After.On.SUCCESS, OTHER, THIRD));
        assertThat(waiting.phase()).isEqualTo(Phase.BLOCKED);
        assertThat(waiting.state()).isEqualTo(State.INITIAL);
        assertThat(waiting.dependencies().awaits()).containsExactly(OTHER, THIRD);
        assertThat(waiting.outbox()).containsExactly(new OutboxEntry.Watch(1));

        Task half = known(on(waiting, ended(How.FINISHED)).task());
        assertThat(half.phase()).isEqualTo(Phase.BLOCKED);
        assertThat(half.dependencies().awaits()).containsExactly(THIRD);

        Task all = known(
                on(half, new DependencyEnded(TASK, 1, THIRD, How.FINISHED)).task());
        assertThat(all.phase()).isEqualTo(Phase.QUEUED);
        assertThat(all.epoch()).as("nothing was out before").isEqualTo(1);
        assertThat(all.outbox()).contains(new OutboxEntry.Dispatch(1, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, FINISHED,            QUEUED,",
        "SUCCESS, FAILED,              DONE,   DEPENDENCY_FAILED",
        "SUCCESS, CANCELLED,           DONE,   DEPENDENCY_FAILED",
        "SUCCESS, UNKNOWN,             DONE,   DEPENDENCY_UNKNOWN",
        "SUCCESS, TOO_MANY_DEPENDENTS, DONE,   DEPENDENCY_FAILED",
        "END,     FINISHED,            QUEUED,",
        "END,     FAILED,              QUEUED,",
        "END,     CANCELLED,           QUEUED,",
        "END,     UNKNOWN,             DONE,   DEPENDENCY_UNKNOWN",
        "END,     TOO_MANY_DEPENDENTS, DONE,   DEPENDENCY_FAILED"
    })
    void whatItsDependencyCameToDecides(After.On on, How how, Phase phase, @Nullable String code) {
        Task task = after(awaitingSubmission(on, OTHER), ended(how));
        assertThat(task.phase()).isEqualTo(phase);
        if (code != null) {
            assertThat(errorOf(task).code()).isEqualTo(code);
            assertThat(errorOf(task).text()).contains(OTHER.toString());
        }
    }

    @Test
    void itsTimeCountsOnceNothingElseIsLeft() {
        Instant start = NOW.plusSeconds(60);
        Task waiting = after(new RunCommand(
                TASK, 1, SPEC.startingAt(start).startingAfter(new After(List.of(OTHER), After.On.SUCCESS))));
        assertThat(waiting.due()).isEmpty();
        Task scheduled = known(on(waiting, ended(How.FINISHED)).task());
        assertThat(scheduled.phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(scheduled.due()).hasValue(start);
        Task late = known(TaskTransition.apply(waiting, ended(How.FINISHED), start.plusSeconds(1))
                .task());
        assertThat(late.phase()).isEqualTo(Phase.QUEUED);
    }

    @Test
    void itsDeadlineCountsWhileItWaitsAndItsTimeInTheQueueDoesNot() {
        Timeouts timeouts = new Timeouts(Duration.ofMinutes(1), null, Duration.ofHours(1));
        Task waiting = after(new RunCommand(
                TASK,
                1,
                Fixtures.spec(Fixtures.limits(timeouts)).startingAfter(new After(List.of(OTHER), After.On.SUCCESS))));
        Instant deadline = SPEC.created().plus(Duration.ofHours(1));
        assertThat(waiting.due()).hasValue(deadline);
        Task failed = known(dueAt(waiting, deadline).task());
        assertThat(errorOf(failed).code()).isEqualTo("DEADLINE_EXCEEDED");
    }

    private static TaskError errorOf(Task failed) {
        End end = failed.end();
        TaskError error = end == null ? null : end.error();
        if (error == null) {
            throw new AssertionError(failed + " has not failed");
        }
        return error;
    }

    @Test
    void noWorkerCanHaveItMeanwhile() {
        Task waiting = after(awaitingSubmission());
        assertThat(on(waiting, mine.begins()).task()).isEqualTo(waiting);
        assertThat(on(waiting, Fixtures.orphaned(mine.begins())).task()).isEqualTo(waiting);
        assertThat(on(waiting, Fixtures.found(1)).task()).isEqualTo(waiting);
    }

    @Test
    void cancelledItStartsNoMore() {
        Task cancelled = after(awaitingSubmission(), cancel(), ended(How.FINISHED));
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void retriedItWaitsOnceMoreForThoseThatHaveNotEndedAsTheyHadTo() {
        Task failed = after(
                awaitingSubmission(After.On.SUCCESS, OTHER, THIRD),
                new DependencyEnded(TASK, 1, THIRD, How.FINISHED),
                ended(How.FAILED));
        Task again = known(on(failed, retry(1)).task());
        assertThat(again.phase()).isEqualTo(Phase.BLOCKED);
        assertThat(again.epoch()).isEqualTo(2);
        assertThat(again.dependencies().awaits()).containsExactly(OTHER);
        assertThat(again.outbox()).contains(new OutboxEntry.Watch(2));
        assertThat(on(again, ended(How.FAILED)).verdict())
                .as("what was told to the epoch before")
                .isEqualTo(REPEATED);
        Task released = known(on(again, ended(2, How.FINISHED)).task());
        assertThat(released.outbox()).contains(new OutboxEntry.Dispatch(2, 0));
    }

    @Test
    void retriedAfterItHasStartedItWaitsForNothing() {
        Task failed = after(awaitingSubmission(), ended(How.FINISHED), mine.begins(), mine.fails(3, 40));
        assertThat(known(on(failed, retry(1)).task()).phase()).isEqualTo(Phase.QUEUED);
    }

    @Test
    void amendedItGoesOnWaiting() {
        Task amended = after(awaitingSubmission(), amend());
        assertThat(amended.phase()).isEqualTo(Phase.BLOCKED);
        Task released = known(on(amended, ended(How.FINISHED)).task());
        assertThat(released.phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(released.due()).hasValue(NOW.plus(Duration.ofHours(2)));
    }

    @Test
    void whoeverWaitsForATaskIsToldOfItsEndOnce() {
        Task watched = after(submission(), watched(), new WatchTask(TASK, new Dependent(THIRD, 1)), watched());
        assertThat(watched.dependencies().awaitedBy()).containsExactly(WAITING, new Dependent(THIRD, 1));
        Task ended = known(
                on(known(on(watched, mine.begins()).task()), mine.finishes(3)).task());
        OutboxEntry.Tell all = new OutboxEntry.Tell(How.FINISHED, List.of(WAITING, new Dependent(THIRD, 1)));
        assertThat(ended.outbox()).containsExactly(all);
        assertThat(ended.dependencies()).isEqualTo(Dependencies.NONE);
        Task told = known(on(ended, new OutboxPublished(TASK, Set.of(all.id()))).task());
        assertThat(told.outbox()).isEmpty();
    }

    @Test
    void whoeverComesAfterTheEndIsToldAtOnce() {
        Task cancelled = after(submission(), cancel());
        Task telling = known(on(cancelled, watched()).task());
        OutboxEntry.Tell one = new OutboxEntry.Tell(How.CANCELLED, List.of(WAITING));
        assertThat(telling.outbox()).containsExactly(one);
        assertThat(known(on(telling, watched()).task()).outbox())
                .as("asked again before it was told")
                .containsExactly(one);
    }

    @Test
    void whoeverWaitsAnewIsToldOfThat() {
        Task watched = after(submission(), watched(), new WatchTask(TASK, new Dependent(OTHER, 2)), watched());
        assertThat(watched.dependencies().awaitedBy()).containsExactly(new Dependent(OTHER, 2));
    }

    @Test
    void anAttemptThatAnotherOneFollowsIsNoEnd() {
        Task waiting = after(submission(Fixtures.attempts(2)), watched(), mine.begins(), mine.fails(3, 40));
        assertThat(waiting.outbox()).isEmpty();
        assertThat(waiting.dependencies().awaitedBy()).containsExactly(WAITING);
    }

    @Test
    void deletedItStillTellsHowItEnded() {
        Task ended = after(submission(), watched(), mine.begins(), mine.fails(3, 40));
        Task deleted = known(on(ended, delete(1)).task());
        assertThat(deleted.outbox()).containsExactly(new OutboxEntry.Tell(How.FAILED, List.of(WAITING)));
        Task later = known(
                on(known(on(deleted, new OutboxPublished(TASK, ids(deleted))).task()), watched())
                        .task());
        assertThat(later.outbox()).containsExactly(new OutboxEntry.Tell(How.FAILED, List.of(WAITING)));
    }

    private static Set<String> ids(Task task) {
        return Set.of(task.outbox().getFirst().id());
    }

    @Test
    void ofWhatNobodyHasSubmittedNothingIsKnownAMinuteLater() {
        Task stub = after(watched());
        assertThat(stub.due()).hasValue(NOW.plus(Due.UNKNOWN_AFTER));
        assertThat(dueAt(stub, NOW.plus(Due.UNKNOWN_AFTER).minusMillis(1)).verdict())
                .isEqualTo(REPEATED);
        Task telling = known(dueAt(stub, NOW.plus(Due.UNKNOWN_AFTER)).task());
        assertThat(telling.outbox()).containsExactly(new OutboxEntry.Tell(How.UNKNOWN, List.of(WAITING)));
        assertThat(telling.due()).isEmpty();
    }

    @Test
    void whatIsSubmittedInTimeIsWatched() {
        Task submitted = after(watched(), submission());
        assertThat(submitted.due()).isEmpty();
        assertThat(submitted.dependencies().awaitedBy()).containsExactly(WAITING);
    }

    @Test
    void theEndOfAStubIsToldOnceItsSubmissionShowsThatItIsOne() {
        Task stub = after(watched(), mine.fails(3, 40));
        assertThat(stub.outbox()).isEmpty();
        assertThat(known(on(stub, submission()).task()).outbox())
                .containsExactly(new OutboxEntry.Tell(How.FAILED, List.of(WAITING)));
        assertThat(known(on(stub, submission(Fixtures.attempts(2))).task()).outbox())
                .isEmpty();
    }

    @Test
    void aTaskHasNoMoreDependentsThanItCanHave() {
        Task full = after(submission());
        for (int i = 0; i < Dependencies.MOST_DEPENDENTS; i++) {
            full = full.draft()
                    .awaitedBy(new Dependent(new TaskId(new UUID(7L << 12, i)), 1))
                    .toTask();
        }
        Task refusing = known(on(full, watched()).task());
        assertThat(refusing.outbox()).containsExactly(new OutboxEntry.Tell(How.TOO_MANY_DEPENDENTS, List.of(WAITING)));
        assertThat(refusing.dependencies()).isEqualTo(full.dependencies());
    }

    @ParameterizedTest
    @EnumSource(How.class)
    void whatIsToldTwiceCountsOnce(How how) {
        Task once = after(awaitingSubmission(), ended(how));
        assertThat(on(once, ended(how)).verdict()).isEqualTo(REPEATED);
    }

    @Test
    void whoeverNeverWaitedIsNotMoved() {
        assertThat(on(after(submission()), ended(How.FAILED)).verdict()).isEqualTo(REPEATED);
        assertThat(on(null, ended(How.FAILED)).verdict()).isEqualTo(REPEATED);
        Task blocked = after(submission(TaskPolicy.DEFAULT), Fixtures.lacking(1));
        assertThat(on(blocked, ended(How.FAILED)).task()).isEqualTo(blocked);
    }

    @Test
    void whatIsWaitedForIsNamedOnceAndIsNotTooMuch() {
        assertThatIllegalArgumentException().isThrownBy(() -> new After(List.of(), After.On.END));
        assertThatIllegalArgumentException().isThrownBy(() -> new After(List.of(OTHER, OTHER), After.On.END));
        List<TaskId> many = LongStream.rangeClosed(0, After.MOST)
                .mapToObj(i -> new TaskId(new UUID(7L << 12, i)))
                .toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new After(many, After.On.END))
                .withMessage("after.tasks has 101 ids but must have 1 to 100");
    }
}
