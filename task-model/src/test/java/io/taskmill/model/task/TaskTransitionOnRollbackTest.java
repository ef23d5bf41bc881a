package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.APPLIED;
import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.crashOf;
import static io.taskmill.model.task.Fixtures.dead;
import static io.taskmill.model.task.Fixtures.delete;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.handBackOf;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.lacking;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.orphaned;
import static io.taskmill.model.task.Fixtures.refused;
import static io.taskmill.model.task.Fixtures.released;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.rollback;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Part;
import io.taskmill.model.Phase;
import io.taskmill.model.Recovery;
import io.taskmill.model.Result;
import io.taskmill.model.RetryPolicy;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.State;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand.RollbackTask;
import io.taskmill.model.task.HistoryEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of what runs have pushed; the rest stands in {@link TransitionMatrixTest}. */
class TaskTransitionOnRollbackTest {

    private static final Runner MINE = new Runner("mine");
    private static final Runner NEXT = new Runner("next", 2);
    private static final Runner THIRD = new Runner("third", 3);
    private static final TaskPolicy AUTO = TaskPolicy.DEFAULT.with(Recovery.AUTO);
    private static final TaskPolicy MANUAL = TaskPolicy.DEFAULT.with(Recovery.MANUAL);
    private static final TaskError HOPELESS = new TaskError("STUCK", "it does not come off", false);

    /** A task of that policy whose run has pushed two and failed. */
    private static Task failed(TaskPolicy policy, TaskEvent... then) {
        List<TaskEvent> events = new ArrayList<>(List.of(
                submission(policy),
                MINE.begins(),
                MINE.pushes(2, 0),
                MINE.pushes(3, 1),
                MINE.having(2).fails(4, 40)));
        events.addAll(List.of(then));
        return after(events);
    }

    private static List<String> left(Task task) {
        return task.rollback().left().stream().map(RollbackEntry::name).toList();
    }

    private static List<String> undone(Task task) {
        return task.rollback().undone().stream().map(RollbackEntry::name).toList();
    }

    @Test
    void whatAFailedTaskHasPushedIsUndoneByAnotherDispatchBeforeItEnds() {
        Task cleaning = failed(AUTO);

        assertThat(cleaning.phase()).isEqualTo(Phase.CLEANING);
        assertThat(cleaning.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(cleaning.end()).isNull();
        assertThat(cleaning.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 0));
        RunCommand command = cleaning.command();
        assertThat(command.part()).isEqualTo(new Part.Rollback());
        assertThat(command.stack()).extracting(RollbackEntry::name).containsExactly("MINE_0", "MINE_1");
        assertThat(command.isStrict()).isTrue();
        assertThat(command.queue().text()).isEqualTo("default.strict-normal");
        assertThat(cleaning.queue()).contains(command.queue());
    }

    @Test
    void onceAllIsUndoneItEndsAsItWouldHave() {
        Task done = failed(AUTO, NEXT.begins(), NEXT.undoes(2, MINE, 1), NEXT.undoesAll(3, MINE, 1, 0));

        assertThat(done.phase()).isEqualTo(Phase.DONE);
        End end = Objects.requireNonNull(done.end());
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.result()).isEqualTo(Result.CLEAN_SUCCESS);
        assertThat(end.error()).isEqualTo(Runner.DISK_FULL);
        assertThat(end.at()).as("when it was clean").isEqualTo(NEXT.started().plusSeconds(3));
        assertThat(left(done)).isEmpty();
        assertThat(undone(done)).containsExactly("MINE_0", "MINE_1");
        assertThat(done.history().entries())
                .extracting(HistoryEntry::kind)
                .containsExactly(
                        Kind.SUBMITTED, Kind.STARTED, Kind.FAILED, Kind.DISPATCHED, Kind.STARTED, Kind.ROLLED_BACK);
    }

    @Test
    void aRunThatCrashesLeavesOnlyTheRestToTheNextOne() {
        Task again = failed(AUTO, NEXT.begins(), NEXT.undoes(2, MINE, 1), crashOf(NEXT));

        assertThat(again.phase()).isEqualTo(Phase.CLEANING);
        assertThat(again.epoch()).isEqualTo(3);
        assertThat(again.command().stack()).extracting(RollbackEntry::name).containsExactly("MINE_0");
        assertThat(again.rollback().failures()).as("a crash is no try").isZero();
        Task handedBack = failed(AUTO, NEXT.begins(), NEXT.undoes(2, MINE, 1), handBackOf(NEXT));
        assertThat(left(handedBack)).containsExactly("MINE_0");
        assertThat(handedBack.crashRecoveries()).isZero();
    }

    @Test
    void whatARunSaysThatWasLostMeanwhileIsNotUndoneOnceMore() {
        Task again = failed(AUTO, NEXT.begins(), crashOf(NEXT), orphaned(NEXT.undoes(2, MINE, 1)));

        assertThat(left(again)).containsExactly("MINE_0");
        assertThat(left(failed(AUTO, NEXT.begins(), crashOf(NEXT), NEXT.undoes(2, MINE, 1))))
                .containsExactly("MINE_0");
    }

    @Test
    void aFailureIsTriedAgainLaterAndTheThirdIsTheLast() {
        Task task = failed(AUTO);
        for (int failures = 1; failures <= 3; failures++) {
            Runner runner = new Runner("r" + failures, failures + 1);
            task = known(on(known(on(task, runner.begins()).task()), runner.fails(2, 0))
                    .task());
            assertThat(task.rollback().failures()).isEqualTo(failures);
            if (failures < 3) {
                assertThat(task.phase()).isEqualTo(Phase.CLEANING);
                assertThat(task.owner()).isEmpty();
                assertThat(task.due()).isEqualTo(Optional.ofNullable(task.releaseAt()));
                assertThat(task.due().orElseThrow()).isBetween(NOW, NOW.plusSeconds(30));
                task = released(task);
            }
        }
        End end = Objects.requireNonNull(task.end());
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.result()).isEqualTo(Result.CLEAN_FAILURE);
        assertThat(end.error()).as("why it failed, not why it is not clean").isEqualTo(Runner.DISK_FULL);
        assertThat(left(task)).containsExactly("MINE_0", "MINE_1");
        assertThat(task.rollback().error()).isEqualTo(Runner.DISK_FULL);
    }

    @Test
    void whatNoTryWillUndoFailsAtOnce() {
        Task task = failed(AUTO, NEXT.begins(), NEXT.undoes(2, MINE, 1), NEXT.fails(3, 0, HOPELESS));

        assertThat(Objects.requireNonNull(task.end()).result()).isEqualTo(Result.CLEAN_FAILURE);
        assertThat(task.rollback().error()).isEqualTo(HOPELESS);
        assertThat(left(task)).containsExactly("MINE_0");
    }

    @Test
    void aWorkerThatRunsTheTaskInsteadHasUndoneNothing() {
        Task task = failed(AUTO, NEXT.begins(), NEXT.finishes(2));

        assertThat(Objects.requireNonNull(task.end()).state()).isEqualTo(State.FAILED);
        assertThat(Objects.requireNonNull(task.end()).result()).isEqualTo(Result.CLEAN_FAILURE);
        assertThat(Objects.requireNonNull(task.rollback().error()).code()).isEqualTo("NOT_ROLLED_BACK");
    }

    @Test
    void aRollbackThatEndsTooManySessionsIsGivenUp() {
        Task task = failed(AUTO);
        for (int losses = 1; losses <= 4; losses++) {
            assertThat(task.phase()).isEqualTo(Phase.CLEANING);
            Runner runner = new Runner("r" + losses, losses + 1);
            task = known(
                    on(known(on(task, runner.begins()).task()), crashOf(runner)).task());
        }
        assertThat(Objects.requireNonNull(task.end()).result()).isEqualTo(Result.CLEAN_FAILURE);
        assertThat(Objects.requireNonNull(task.rollback().error()).code()).isEqualTo("POISON");
        assertThat(Objects.requireNonNull(task.end().error()).code()).isEqualTo("DISK_FULL");
    }

    @Test
    void aCancelledTaskIsUndoneToo() {
        Task cleaning = after(
                submission(AUTO),
                MINE.begins(),
                MINE.pushes(2, 0),
                cancel(),
                MINE.having(1).aborts(3));
        assertThat(cleaning.phase()).isEqualTo(Phase.CLEANING);
        Task done = known(on(cleaning, NEXT.undoesAll(2, MINE, 0)).task());
        assertThat(done.state()).isEqualTo(State.CANCELLED);
        assertThat(Objects.requireNonNull(done.end()).result()).isEqualTo(Result.CLEAN_SUCCESS);
        assertThat(Objects.requireNonNull(done.cancelled()).actor()).isEqualTo("grace");
    }

    @Test
    void oneThatIsCancelledWhileItWaitsForItsNextAttemptOrRunIsUndoneToo() {
        TaskPolicy policy = attempts(2).with(Recovery.AUTO);
        assertThat(failed(policy).phase()).as("another attempt follows").isEqualTo(Phase.RETRY_WAIT);
        assertThat(failed(policy, cancel()).phase()).isEqualTo(Phase.CLEANING);
        assertThat(after(submission(AUTO), MINE.begins(), MINE.pushes(2, 0), crashOf(MINE), cancel())
                        .phase())
                .isEqualTo(Phase.CLEANING);
    }

    @Test
    void aCancelOfACleanUpIsRememberedAndChangesNothing() {
        Transition late = on(failed(AUTO, NEXT.begins()), cancel());

        assertThat(late.verdict()).isEqualTo(refused(RefusalReason.ENDED));
        assertThat(known(late.task()).phase()).isEqualTo(Phase.CLEANING);
        assertThat(known(late.task()).hasApplied("cancel-1")).isTrue();
        assertThat(known(late.task()).cancelled()).isNull();
    }

    @Test
    void theNextRunIsToldWhatEarlierOnesHavePushed() {
        Task again = after(submission(AUTO), MINE.begins(), MINE.pushes(2, 0), crashOf(MINE));

        assertThat(again.command().part()).isNull();
        assertThat(again.command().stack()).extracting(RollbackEntry::name).containsExactly("MINE_0");
        Task attempt = released(failed(attempts(2).with(Recovery.AUTO)));
        assertThat(attempt.command().stack()).extracting(RollbackEntry::name).containsExactly("MINE_0", "MINE_1");
    }

    @Test
    void whatWasPushedCountsWhoeverSaysItAndWheneverItComes() {
        assertThat(left(after(submission(AUTO), MINE.begins(), crashOf(MINE), MINE.pushes(2, 0))))
                .as("superseded")
                .containsExactly("MINE_0");
        assertThat(left(after(submission(AUTO), MINE.begins(), orphaned(MINE.pushes(2, 0)))))
                .as("of a lost session")
                .containsExactly("MINE_0");
        Runner twin = new Runner("twin");
        Transition held = on(after(submission(AUTO), MINE.begins()), twin.pushes(2, 0));
        assertThat(left(known(held.task()))).as("of a twin").containsExactly("TWIN_0");
        assertThat(held.verdict()).isEqualTo(APPLIED);
        assertThat(held.decisions()).contains(twin.refused(RefusalReason.HELD));
        assertThat(left(after(submission(AUTO), MINE.begins(), MINE.having(1).fails(3, 0), MINE.pushes(2, 0))))
                .as("after the end that it counts in")
                .containsExactly("MINE_0");
    }

    @Test
    void whatTurnsOutToBePushedAfterTheEndIsUndoneAndTheEndStands() {
        Task ended = after(submission(AUTO), MINE.begins(), MINE.fails(3, 0));
        assertThat(ended.phase()).isEqualTo(Phase.DONE);

        Task cleaning = known(on(ended, new Runner("twin").pushes(2, 0)).task());
        assertThat(cleaning.phase()).isEqualTo(Phase.CLEANING);
        assertThat(cleaning.state()).isEqualTo(State.FAILED);
        Task done = known(on(cleaning, NEXT.undoesAll(2, new Runner("twin"), 0)).task());
        assertThat(Objects.requireNonNull(done.end()).result()).isEqualTo(Result.CLEAN_SUCCESS);
        assertThat(done.end().at())
                .isEqualTo(Objects.requireNonNull(ended.end()).at());
    }

    @Test
    void whatIsPushedWhileOthersAreUndoneIsUndoneAfterThem() {
        Task more = failed(AUTO, NEXT.begins(), new Runner("twin").pushes(2, 0), NEXT.undoesAll(3, MINE, 1, 0));

        assertThat(more.phase()).isEqualTo(Phase.CLEANING);
        assertThat(more.epoch()).isEqualTo(3);
        assertThat(left(more)).containsExactly("TWIN_0");
    }

    @Test
    void theSamePushedByAnotherRunStandsOnce() {
        Task task = after(
                submission(AUTO), MINE.begins(), MINE.pushes(2, 0, "ROOF"), crashOf(MINE), NEXT.pushes(2, 0, "ROOF"));

        assertThat(left(task)).containsExactly("ROOF");
    }

    @Test
    void aFinishedTaskAndADeletedOneKeepNothing() {
        assertThat(after(submission(AUTO), MINE.begins(), MINE.pushes(2, 0), MINE.finishes(3))
                        .rollback())
                .isEqualTo(Rollback.NONE);
        assertThat(after(submission(AUTO), MINE.begins(), MINE.finishes(3), MINE.pushes(2, 0))
                        .rollback())
                .isEqualTo(Rollback.NONE);
        assertThat(failed(MANUAL, delete(1)).rollback()).isEqualTo(Rollback.NONE);
    }

    @Test
    void withoutRecoveryItStaysAndNobodyCanAskForIt() {
        Task failed = failed(TaskPolicy.DEFAULT);

        assertThat(Objects.requireNonNull(failed.end()).result()).isEqualTo(Result.FAILURE);
        assertThat(left(failed)).containsExactly("MINE_0", "MINE_1");
        assertThat(on(failed, rollback(1)).verdict()).isEqualTo(refused(RefusalReason.NOTHING_TO_UNDO));
    }

    @Test
    void ofAManualOneSomebodyAsksAndTheStateStands() {
        Task failed = failed(MANUAL);
        assertThat(Objects.requireNonNull(failed.end()).result()).isEqualTo(Result.FAILURE);

        Task cleaning = known(on(failed, rollback(1)).task());
        assertThat(cleaning.phase()).isEqualTo(Phase.CLEANING);
        assertThat(cleaning.state()).isEqualTo(State.FAILED);
        assertThat(cleaning.end()).isEqualTo(failed.end());
        assertThat(on(cleaning, rollback(1)).verdict()).isEqualTo(Fixtures.REPEATED);
        assertThat(on(cleaning, delete(2)).verdict()).isEqualTo(refused(RefusalReason.NOT_ENDED));
        assertThat(on(cleaning, retry(2)).verdict()).isEqualTo(refused(RefusalReason.NOT_FAILED));

        Task done = known(on(cleaning, NEXT.undoesAll(2, MINE, 1, 0)).task());
        assertThat(Objects.requireNonNull(done.end()).result()).isEqualTo(Result.CLEAN_SUCCESS);
        assertThat(done.end().at()).isEqualTo(failed.end().at());
        assertThat(on(done, new RollbackTask(TASK, "r-9", null, NOW, 2)).verdict())
                .as("there is nothing left")
                .isEqualTo(refused(RefusalReason.NOTHING_TO_UNDO));
    }

    @Test
    void whatHasFailedCanBeAskedForOnceMore() {
        Task unclean = failed(AUTO, NEXT.begins(), NEXT.fails(2, 0, HOPELESS));

        Task cleaning = known(on(unclean, rollback(2)).task());
        assertThat(cleaning.phase()).isEqualTo(Phase.CLEANING);
        assertThat(cleaning.rollback().failures()).as("tries count anew").isZero();
        Task done = known(on(cleaning, THIRD.undoesAll(2, MINE, 1, 0)).task());
        assertThat(Objects.requireNonNull(done.end()).result()).isEqualTo(Result.CLEAN_SUCCESS);
        assertThat(done.rollback().error()).isNull();
    }

    @Test
    void aRetryGoesOnWithWhatIsLeft() {
        assertThat(failed(MANUAL, retry(1)).command().stack())
                .extracting(RollbackEntry::name)
                .containsExactly("MINE_0", "MINE_1");
        Task partly = failed(AUTO, NEXT.undoes(2, MINE, 1), NEXT.fails(3, 0, HOPELESS), retry(2));
        assertThat(partly.phase()).isEqualTo(Phase.QUEUED);
        assertThat(left(partly)).containsExactly("MINE_0");
        Task clean = failed(AUTO, NEXT.undoesAll(2, MINE, 1, 0), retry(2));
        assertThat(clean.rollback().isEmpty()).isTrue();
        assertThat(left(known(on(clean, MINE.pushes(2, 0)).task())))
                .as("what was undone before does not come back")
                .isEmpty();
        Task again = known(on(clean, THIRD.pushes(2, 0, "MINE_0")).task());
        assertThat(left(again)).as("the new run does it anew").containsExactly("MINE_0");
    }

    @Test
    void neitherDeadlineNorTimeInTheQueueCutsItOff() {
        Timeouts minutes = new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(10));
        Task cleaning = failed(new TaskPolicy(RetryPolicy.NONE, minutes, false).with(Recovery.AUTO));

        assertThat(cleaning.due()).isEmpty();
        assertThat(cleaning.command().deadline()).isNull();
        Task running = known(on(cleaning, NEXT.begins()).task());
        Instant due = running.due().orElseThrow();
        assertThat(due).as("its run has a timeout").isEqualTo(NOW.plusSeconds(60 + 30));
        Transition late = dueAt(running, due);
        assertThat(known(late.task()).phase()).isEqualTo(Phase.CLEANING);
        assertThat(known(late.task()).rollback().failures()).isEqualTo(1);
        assertThat(late.decisions()).contains(NEXT.refused(RefusalReason.ENDED));
    }

    @Test
    void aTaskThatFailedByItsDeadlineIsUndone() {
        Timeouts minutes = new Timeouts(null, null, Duration.ofMinutes(10));
        Task running = after(
                submission(new TaskPolicy(RetryPolicy.NONE, minutes, false).with(Recovery.AUTO)),
                MINE.begins(),
                MINE.pushes(2, 0));

        assertThat(known(dueAt(running, running.due().orElseThrow()).task()).phase())
                .isEqualTo(Phase.CLEANING);
    }

    @Test
    void itsCommandIsLookedAfterAsAnyOther() {
        Task cleaning = failed(AUTO, Fixtures.published(2));
        Dispatched dispatched = Objects.requireNonNull(cleaning.dispatched());
        Task missed = known(on(cleaning, Fixtures.missed(2, dispatched.at())).task());
        assertThat(missed.outbox()).containsExactly(new OutboxEntry.Dispatch(2, 1));
        assertThat(known(on(cleaning, dead(2)).task()).deadCommand()).isNotNull();
        assertThat(known(on(failed(AUTO, NEXT.begins()), dead(2)).task()).deadCommand())
                .isNull();
        Task lacking = known(on(cleaning, lacking(2)).task());
        assertThat(lacking.phase()).isEqualTo(Phase.CLEANING);
        assertThat(lacking.due()).contains(NOW.plus(RollbackTransition.TYPE_MISSING_WAIT));
        assertThat(released(lacking).epoch()).isEqualTo(3);
    }

    @Test
    void whatACleanUpLeavesIsNoCheckpointHoweverOftenItIsTold() {
        Task task = failed(AUTO, NEXT.begins(), NEXT.leaves(2, 30));
        assertThat(task.checkpoint()).isNull();
        assertThat(on(task, NEXT.leaves(2, 30)).verdict()).isEqualTo(Fixtures.REPEATED);
    }

    @Test
    void whatTheFailedRunHasLeftStaysThere() {
        Task task = failed(AUTO, MINE.leaves(3, 30), NEXT.begins(), NEXT.reaches(2, 90));

        assertThat(Objects.requireNonNull(task.checkpoint()).run()).as("late").isEqualTo("mine");
        assertThat(task.progress()).as("invariant 9").isEqualTo(40);
    }

    @Test
    void noMoreAreKeptThanRunsCanHavePushed() {
        Task task = after(submission(AUTO), MINE.begins());
        for (int index = 0; index < Rollback.MOST_KEPT; index++) {
            task = known(on(task, MINE.pushes(index + 2, index)).task());
        }
        Transition more = on(task, MINE.pushes(Rollback.MOST_KEPT + 2, Rollback.MOST_KEPT));

        assertThat(more.verdict()).isEqualTo(refused(RefusalReason.TOO_MANY_ROLLBACKS));
        assertThat(more.decisions()).contains(MINE.refused(RefusalReason.TOO_MANY_ROLLBACKS));
    }

    @Test
    void aStubIsUndoneOnceItIsKnownWhatItIs() {
        Task cleaning = after(MINE.begins(), MINE.pushes(2, 0), MINE.having(1).fails(3, 0), submission(AUTO));

        assertThat(cleaning)
                .isEqualTo(after(
                        submission(AUTO),
                        MINE.begins(),
                        MINE.pushes(2, 0),
                        MINE.having(1).fails(3, 0)));
        assertThat(cleaning.phase()).isEqualTo(Phase.CLEANING);
    }
}
