package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.OTHER;
import static io.taskmill.model.task.Fixtures.SPEC;
import static io.taskmill.model.task.Fixtures.TASK;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.delete;
import static io.taskmill.model.task.Fixtures.dueAt;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.limits;
import static io.taskmill.model.task.Fixtures.on;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.ChunkCounts;
import io.taskmill.model.ChunkOrder;
import io.taskmill.model.GateRule;
import io.taskmill.model.Json;
import io.taskmill.model.OnFailure;
import io.taskmill.model.Parent;
import io.taskmill.model.Part;
import io.taskmill.model.Phase;
import io.taskmill.model.Recovery;
import io.taskmill.model.Result;
import io.taskmill.model.Spawn;
import io.taskmill.model.SpawnMode;
import io.taskmill.model.State;
import io.taskmill.model.Summary.Failure;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.Timeouts;
import io.taskmill.model.WhenFull;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.DependencyEnded.How;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.task.OutboxEntry.Order;
import io.taskmill.model.task.OutboxEntry.TellParent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TaskTransitionOnChildrenTest {

    private static final Runner MINE = new Runner("mine");
    private static final Runner END = new Runner("end", 2);
    private static final Json STATE = new Json("{\"n\":1}");
    private static final Parent PLACE = new Parent(OTHER, "r-0", 3, 4, 1, "me");
    private static final TaskError HOPELESS = new TaskError("HOPELESS", "it never will", false);

    private static RunEvent.Spawned spawns(SpawnMode mode, OnFailure onFailure) {
        return new RunEvent.Spawned(TASK, 1, MINE.reporting(3, 20), NOW, new Spawn(2, 4, 10, mode, onFailure, STATE));
    }

    private static RunEvent.Spawned spawns(OnFailure onFailure) {
        return spawns(SpawnMode.PARALLEL, onFailure);
    }

    private static ChunkReport reports(int chunk, int finished, int failed, boolean over) {
        List<Failure> failures =
                failed == 0 ? List.of() : List.of(new Failure(chunk * 2, OTHER, "c", "NO_SPACE", "full"));
        return new ChunkReport(
                TASK,
                1,
                "mine",
                chunk,
                false,
                new ChunkCounts(finished, failed, 0, 0, 5L * (finished + failed) / 2, over),
                failures);
    }

    private static ChunkReport asks(String run, int epoch) {
        return new ChunkReport(TASK, epoch, run, 0, true, ChunkCounts.NONE, List.of());
    }

    private static Task waiting(OnFailure onFailure) {
        return after(submission(), MINE.begins(), spawns(onFailure));
    }

    private static Task ending(OnFailure onFailure, int failed, TaskEvent... before) {
        Task task = waiting(onFailure);
        for (TaskEvent event : before) {
            task = known(on(task, event).task());
        }
        task = known(on(task, reports(0, 2 - failed, failed, true)).task());
        return known(on(task, reports(1, 2, 0, true)).task());
    }

    private static Task then(Task task, TaskEvent... events) {
        Task now = task;
        for (TaskEvent event : events) {
            now = known(on(now, event).task());
        }
        return now;
    }

    private static List<Order> orders(Task task) {
        return task.outbox().stream()
                .filter(Order.class::isInstance)
                .map(Order.class::cast)
                .toList();
    }

    @Test
    void oneWriteSealsTheFamilyAndTellsItsPartsToStart() {
        Task task = waiting(OnFailure.FAIL_FAST);
        assertThat(task.phase()).isEqualTo(Phase.WAITING_CHILDREN);
        assertThat(task.state()).isEqualTo(State.IN_PROGRESS);
        assertThat(task.owner()).isEmpty();
        assertThat(orders(task)).containsExactly(new Order(ChunkOrder.RELEASE, "mine", 0, 2));
        assertThat(on(task, spawns(OnFailure.FAIL_FAST)).verdict()).isEqualTo(Fixtures.REPEATED);
    }

    @Test
    void oneAfterTheOtherTheNextPartStartsOnceTheOneBeforeIsOver() {
        Task task = after(submission(), MINE.begins(), spawns(SpawnMode.SERIAL, OnFailure.FAIL_FAST));
        assertThat(orders(task)).containsExactly(new Order(ChunkOrder.RELEASE, "mine", 0, 1));
        Task half = then(task, reports(0, 1, 0, false));
        assertThat(orders(half)).hasSize(1);
        assertThat(orders(then(half, reports(0, 2, 0, true)))).contains(new Order(ChunkOrder.RELEASE, "mine", 1, 2));
    }

    @Test
    void aGateThatItsAncestorsHoldItPassesItselfOnlyOnceSomebodyRetriesIt() {
        TaskPolicy gated = TaskPolicy.DEFAULT.withGate(Fixtures.GATE);
        Parent holding = new Parent(OTHER, "r-0", 3, 4, 1, "me", List.of(Fixtures.GATE.key()));
        TaskSpec spec = Fixtures.spec(gated).in(holding);
        assertThat(spec.isHeld()).isFalse();
        assertThat(spec.heldGates()).containsExactly(Fixtures.GATE.key());

        Task failed = after(new RunCommand(TASK, 1, spec), MINE.begins(), MINE.fails(2, 50));
        assertThat(failed.phase()).isEqualTo(Phase.DONE);
        assertThat(failed.outbox()).noneMatch(OutboxEntry.GiveBack.class::isInstance);

        Task again = then(failed, Fixtures.retry(1));
        assertThat(again.phase()).isEqualTo(Phase.BLOCKED);
        assertThat(again.gate()).contains(Fixtures.GATE);
        Task admitted = then(again, Fixtures.granted(2));
        assertThat(admitted.phase()).isEqualTo(Phase.QUEUED);
        assertThat(admitted.heldGates()).containsExactly(Fixtures.GATE);
    }

    @Test
    void oneWhoseParentIsGoneHoldsWhatItHasPassedItself() {
        TaskPolicy gated =
                TaskPolicy.DEFAULT.withGate(new GateRule("a", 1, WhenFull.WAIT)).withGate(Fixtures.GATE);
        TaskSpec spec = Fixtures.spec(gated).in(new Parent(OTHER, "r-0", 3, 4, 1, "me", List.of("a")));
        Task running = after(new RunCommand(TASK, 1, spec), Fixtures.granted(1), MINE.begins());
        assertThat(running.heldGates()).containsExactly(Fixtures.GATE);
        Task orphaned = then(running, new DeleteTask(TASK, "d", null, NOW, DeleteTask.WITH_ITS_PARENT));
        assertThat(Objects.requireNonNull(orphaned.spec()).parent()).isNull();
        assertThat(orphaned.heldGates()).containsExactly(Fixtures.GATE);
    }

    @Test
    void itsProgressIsItsOwnAndThatOfItsChildrenByTheirWeights() {
        Task task = waiting(OnFailure.FAIL_FAST);
        assertThat(task.progress()).isEqualTo(20);
        Task half = then(task, reports(0, 2, 0, true));
        assertThat(half.progress()).isEqualTo(60);
        assertThat(then(half, reports(0, 1, 0, false)).progress()).isEqualTo(60);
        assertThat(then(half, reports(1, 2, 0, true)).progress()).isEqualTo(99);
    }

    @Test
    void itsEndStepIsDispatchedOnceAllAreOverAndNotBefore() {
        Task half = then(waiting(OnFailure.FAIL_FAST), reports(0, 2, 0, true));
        assertThat(half.phase()).isEqualTo(Phase.WAITING_CHILDREN);
        Task ending = then(half, reports(1, 2, 0, true));
        assertThat(ending.phase()).isEqualTo(Phase.QUEUED);
        assertThat(ending.epoch()).isEqualTo(2);
        assertThat(ending.outbox()).contains(new OutboxEntry.Dispatch(2, 0));
        RunCommand command = ending.command();
        assertThat(command.part())
                .isEqualTo(new Part.End(
                        STATE, Objects.requireNonNull(ending.family()).summary()));
        assertThat(command.isStrict()).isTrue();
        assertThat(ending.queue()).contains(command.queue());
        assertThat(on(ending, reports(1, 2, 0, true)).verdict()).isEqualTo(Fixtures.REPEATED);
    }

    @Test
    void aFamilyWithoutChildrenIsThroughAtOnce() {
        Task task = after(
                submission(),
                MINE.begins(),
                new RunEvent.Spawned(
                        TASK,
                        1,
                        MINE.reporting(3, 20),
                        NOW,
                        new Spawn(0, 0, 0, SpawnMode.PARALLEL, OnFailure.FAIL_FAST, null)));
        assertThat(task.isEnding()).isTrue();
        assertThat(task.phase()).isEqualTo(Phase.QUEUED);
    }

    @Test
    void allWellItEndsAsItsEndStepDoes() {
        Task ended = then(ending(OnFailure.FAIL_FAST, 0), END.begins(), END.finishes(2));
        assertThat(ended.state()).isEqualTo(State.FINISHED);
        assertThat(Objects.requireNonNull(ended.end()).value()).isEqualTo(END.result());
        assertThat(ended.progress()).isEqualTo(100);
    }

    @Test
    void anEndStepUnderWayIsInAPhaseOfItsOwn() {
        Task task = then(ending(OnFailure.FAIL_FAST, 0), END.begins());
        assertThat(task.phase()).isEqualTo(Phase.ENDING);
        assertThat(task.owner()).contains(END.session());
    }

    @Test
    void withAFailedChildItNeverEndsWell() {
        for (OnFailure onFailure : List.of(OnFailure.FAIL_FAST, OnFailure.CONTINUE)) {
            Task ended = then(ending(onFailure, 1), END.begins(), END.finishes(2));
            assertThat(ended.state()).isEqualTo(State.FAILED);
            TaskError error =
                    Objects.requireNonNull(Objects.requireNonNull(ended.end()).error());
            assertThat(error.code()).isEqualTo(Family.CHILD_FAILED);
            assertThat(error.text()).contains("1 of 4", "NO_SPACE");
            assertThat(ended.progress()).as("invariant 9").isEqualTo(99);
        }
        assertThat(then(ending(OnFailure.IGNORE, 1), END.begins(), END.finishes(2))
                        .state())
                .isEqualTo(State.FINISHED);
    }

    @Test
    void theFirstFailureTellsAllPartsToCancelOnce() {
        Task failing = then(waiting(OnFailure.FAIL_FAST), reports(0, 0, 1, false));
        assertThat(orders(failing)).contains(new Order(ChunkOrder.CANCEL, "mine", 0, 2));
        assertThat(orders(then(waiting(OnFailure.CONTINUE), reports(0, 0, 1, false))))
                .extracting(Order::order)
                .containsExactly(ChunkOrder.RELEASE);
    }

    @Test
    void anEndStepThatFailsIsAttemptedThreeTimesThenRetriedByItself() {
        Task task = ending(OnFailure.FAIL_FAST, 0);
        int epoch = 2;
        for (int attempt = 1; attempt <= 3; attempt++, epoch++) {
            assertThat(task.attempt()).isEqualTo(attempt);
            Runner runner = new Runner("end-" + attempt, epoch);
            task = then(task, runner.begins(), runner.fails(2, 0));
            if (attempt < 3) {
                assertThat(task.phase()).isEqualTo(Phase.RETRY_WAIT);
                task = known(dueAt(task, NOW.plus(Duration.ofDays(1))).task());
                assertThat(task.progress()).isEqualTo(99);
            }
        }
        assertThat(task.state()).isEqualTo(State.FAILED);
        TaskError error =
                Objects.requireNonNull(Objects.requireNonNull(task.end()).error());
        assertThat(error.code()).isEqualTo(Family.END_FAILED);
        assertThat(error.text()).contains("DISK_FULL");

        Task again = then(task, retry("retry-1", task.epoch()));
        assertThat(again.command().part()).isInstanceOf(Part.End.class);
        Runner last = new Runner("last", again.epoch());
        assertThat(then(again, last.begins(), last.finishes(2)).state()).isEqualTo(State.FINISHED);
    }

    @Test
    void anEndStepThatCanNeverSucceedIsAttemptedOnce() {
        Task task = then(ending(OnFailure.FAIL_FAST, 0), END.begins(), END.fails(2, 0, HOPELESS));
        assertThat(Objects.requireNonNull(Objects.requireNonNull(task.end()).error())
                        .code())
                .isEqualTo(Family.END_FAILED);
    }

    @Test
    void anEndStepOfATypeWithAttemptsHasAsMany() {
        Task task = after(submission(attempts(2)), MINE.begins(), spawns(OnFailure.FAIL_FAST));
        task = then(task, reports(0, 2, 0, true), reports(1, 2, 0, true), END.begins(), END.fails(2, 0));
        task = known(dueAt(task, NOW.plus(Duration.ofDays(1))).task());
        Runner second = new Runner("second", 3);
        assertThat(then(task, second.begins(), second.fails(2, 0)).state()).isEqualTo(State.FAILED);
    }

    @Test
    void aRetryOfATaskWhoseChildrenFailedRunsItAnew() {
        Task failed = then(ending(OnFailure.CONTINUE, 1), END.begins(), END.finishes(2));
        Task again = then(failed, retry(2));
        assertThat(again.family()).isNull();
        assertThat(again.command().part()).isNull();
        assertThat(again.families().former()).containsExactly(new Families.Former("mine", 2));
    }

    @Test
    void aCancelIsToldToTheChildrenWhoseEndsAreWaitedFor() {
        Task cancelling = then(waiting(OnFailure.FAIL_FAST), cancel());
        assertThat(cancelling.phase()).isEqualTo(Phase.WAITING_CHILDREN);
        assertThat(orders(cancelling)).contains(new Order(ChunkOrder.CANCEL, "mine", 0, 2));
        Task ending = then(cancelling, reports(0, 0, 2, true), reports(1, 2, 0, true));
        assertThat(ending.isEnding()).isTrue();
        assertThat(ending.deadline()).isEqualTo(NOW.plus(FamilyTransition.CLEANS_UP_WITHIN));
        assertThat(then(ending, END.begins(), END.finishes(2)).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aCancelWhileTheEndStepRunsStopsThat() {
        Task aborting = then(ending(OnFailure.FAIL_FAST, 0), END.begins(), cancel());
        assertThat(aborting.phase()).isEqualTo(Phase.ABORTING);
        assertThat(then(aborting, END.aborts(2)).state()).isEqualTo(State.CANCELLED);
        assertThat(then(ending(OnFailure.FAIL_FAST, 0), cancel()).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aDeadlineIsToldToTheChildrenAndFailsTheTaskAfterItsEndStep() {
        Timeouts timeouts = new Timeouts(null, null, Duration.ofHours(2));
        Task task = after(submission(limits(timeouts)), MINE.begins(), spawns(OnFailure.IGNORE));
        Instant late = NOW.plus(Duration.ofHours(2));
        Task failing = known(dueAt(task, late).task());
        assertThat(failing.phase()).isEqualTo(Phase.WAITING_CHILDREN);
        assertThat(orders(failing)).contains(new Order(ChunkOrder.CANCEL, "mine", 0, 2));
        assertThat(failing.due()).isEmpty();
        Task ended = then(failing, reports(0, 2, 0, true), reports(1, 2, 0, true), END.begins(), END.finishes(2));
        assertThat(Objects.requireNonNull(Objects.requireNonNull(ended.end()).error())
                        .code())
                .isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void anEndStepHasNoChildren() {
        Task task = ending(OnFailure.FAIL_FAST, 0);
        assertThat(on(task, END.spawns(2)).verdict()).isEqualTo(Fixtures.refused(RefusalReason.ENDED));
        assertThat(on(then(task, END.begins()), END.spawns(2)).verdict())
                .isEqualTo(Fixtures.refused(RefusalReason.ENDED));
    }

    @Test
    void aRunThatSpawnsAfterACancelHasNoChildren() {
        Task task = after(submission(), MINE.begins(), cancel(), spawns(OnFailure.FAIL_FAST));
        assertThat(task.state()).isEqualTo(State.CANCELLED);
        assertThat(task.family()).isNull();
        assertThat(orders(then(task, asks("mine", 1)))).containsExactly(new Order(ChunkOrder.DISCARD, "mine", 0, 1));
    }

    @Test
    void aPartThatAsksIsDiscardedUnlessItsRunMayYetSealIt() {
        Task running = after(submission(), MINE.begins());
        assertThat(on(running, asks("mine", 1)).verdict()).isEqualTo(Fixtures.REPEATED);
        assertThat(on(after(submission()), asks("mine", 1)).verdict()).isEqualTo(Fixtures.REPEATED);
        assertThat(orders(then(running, asks("twin", 1)))).containsExactly(new Order(ChunkOrder.DISCARD, "twin", 0, 1));
        Task again = after(submission(), MINE.begins(), Fixtures.crashOf(MINE));
        assertThat(orders(then(again, asks("mine", 1)))).containsExactly(new Order(ChunkOrder.DISCARD, "mine", 0, 1));
        Task sealed = waiting(OnFailure.FAIL_FAST);
        assertThat(orders(then(sealed, asks("mine", 1)))).contains(new Order(ChunkOrder.RELEASE, "mine", 0, 1));
    }

    @Test
    void aChildThatIsOverTellsItsParentOnce() {
        Task child = after(new RunCommand(TASK, 1, SPEC.in(PLACE)), MINE.begins(), MINE.fails(2, 10));
        assertThat(child.outbox()).containsExactly(new TellParent(PLACE, How.FAILED, "DISK_FULL", "no space left"));
        assertThat(then(child, MINE.fails(2, 10)).outbox()).hasSize(1);
        Task wanted = after(MINE.begins(), MINE.finishes(2), new RunCommand(TASK, 1, SPEC.in(PLACE)));
        assertThat(wanted.outbox()).containsExactly(new TellParent(PLACE, How.FINISHED, null, null));
    }

    @Test
    void aChildThatIsSubmittedOnceMoreTellsItsEndOnceMore() {
        RunCommand submission = new RunCommand(TASK, 1, SPEC.in(PLACE));
        Task child = after(submission, MINE.begins(), MINE.finishes(2), Fixtures.published(2));
        Task told = then(child.draft().published(child.outbox()).toTask(), submission);
        assertThat(told.outbox()).containsExactly(new TellParent(PLACE, How.FINISHED, null, null));
        Task deleted = then(child, delete(1));
        Task unknown = then(deleted.draft().published(deleted.outbox()).toTask(), submission);
        assertThat(unknown.outbox()).containsExactly(new TellParent(PLACE, How.UNKNOWN, null, null));
    }

    @Test
    void aDeletedParentHasItsChildrenDeletedAndOneUnderWayIsItsOwn() {
        Task ended = then(ending(OnFailure.FAIL_FAST, 0), END.begins(), END.finishes(2));
        Task deleted = then(ended, delete(2));
        assertThat(orders(deleted)).contains(new Order(ChunkOrder.DELETE, "mine", 0, 2));
        assertThat(deleted.families()).isEqualTo(Families.NONE);

        DeleteTask withParent = new DeleteTask(TASK, "d", null, NOW, DeleteTask.WITH_ITS_PARENT);
        Task child = after(new RunCommand(TASK, 1, SPEC.in(PLACE)), MINE.begins());
        Task orphan = then(child, withParent);
        assertThat(Objects.requireNonNull(orphan.spec()).parent()).isNull();
        assertThat(then(child, MINE.finishes(2), withParent).deleted()).isNotNull();
    }

    @Test
    void ofManyRetriesTheOldestFamilyIsDeleted() {
        Task task = then(ending(OnFailure.CONTINUE, 1), END.begins(), END.finishes(2));
        Families families = task.families();
        for (int run = 0; run <= Families.MOST_FORMER; run++) {
            families = families.with(Objects.requireNonNull(task.family())).anew();
        }
        assertThat(families.isTooMany()).isTrue();
        assertThat(families.withoutOldest().former()).hasSize(Families.MOST_FORMER);
    }

    private static final TaskPolicy AUTO = TaskPolicy.DEFAULT.with(Recovery.AUTO);

    /** Its own run has pushed something, and its end step has failed for good. */
    private static Task endFailedUnder(TaskPolicy policy) {
        return after(
                submission(policy),
                MINE.begins(),
                MINE.pushes(2, 0),
                spawns(OnFailure.CONTINUE),
                reports(0, 2, 0, true),
                reports(1, 2, 0, true),
                END.begins(),
                END.fails(2, 0, HOPELESS));
    }

    @Test
    void whatAParentHasDoneIsUndoneOnlyAfterItsEndStep() {
        Task waiting = after(
                submission(AUTO), MINE.begins(), MINE.pushes(2, 0), spawns(OnFailure.CONTINUE), reports(0, 1, 1, true));
        assertThat(waiting.phase()).isEqualTo(Phase.WAITING_CHILDREN);
        Task ending = known(on(waiting, reports(1, 2, 0, true)).task());
        assertThat(ending.command().part()).isInstanceOf(Part.End.class);
        assertThat(ending.command().stack()).hasSize(1);

        Task cleaning = known(on(ending, END.finishes(2)).task());
        assertThat(cleaning.phase()).isEqualTo(Phase.CLEANING);
        assertThat(cleaning.command().part()).isEqualTo(new Part.Rollback());
        assertThat(cleaning.command().stack()).hasSize(1);

        Runner undoing = new Runner("undoing", 3);
        Task clean = known(on(cleaning, undoing.undoesAll(2, MINE, 0)).task());
        assertThat(clean.state()).isEqualTo(State.FAILED);
        assertThat(Objects.requireNonNull(clean.end()).result()).isEqualTo(Result.CLEAN_SUCCESS);
        assertThat(Objects.requireNonNull(clean.end().error()).code()).isEqualTo(Family.CHILD_FAILED);
    }

    @Test
    void aParentThatIsCancelledWhileItsEndStepRunsIsCleanedUp() {
        Task ending = after(
                submission(AUTO),
                MINE.begins(),
                MINE.pushes(2, 0),
                spawns(OnFailure.CONTINUE),
                reports(0, 2, 0, true),
                reports(1, 2, 0, true),
                END.begins(),
                cancel());
        assertThat(ending.phase()).isEqualTo(Phase.ABORTING);
        assertThat(known(on(ending, END.aborts(2)).task()).phase()).isEqualTo(Phase.CLEANING);
    }

    @Test
    void aRetryCarriesOutTheEndStepAloneUnlessSomethingWasUndone() {
        Task kept = known(on(endFailedUnder(TaskPolicy.DEFAULT.with(Recovery.MANUAL)), retry(2))
                .task());
        assertThat(kept.command().part()).isInstanceOf(Part.End.class);
        assertThat(kept.command().stack()).hasSize(1);

        Task cleaning = endFailedUnder(AUTO);
        assertThat(cleaning.phase()).isEqualTo(Phase.CLEANING);
        Task clean = known(
                on(cleaning, new Runner("undoing", 3).undoesAll(2, MINE, 0)).task());
        Task anew = known(on(clean, retry(3)).task());
        assertThat(anew.command().part()).isNull();
        assertThat(anew.family()).isNull();
    }

    @Test
    void aWorkerThatSpawnsInsteadOfUndoingHasUndoneNothing() {
        Task cleaning = endFailedUnder(AUTO);
        RunEvent.Spawned spawned = new RunEvent.Spawned(
                TASK,
                3,
                new Runner("older", 3).reporting(2, 20),
                NOW,
                spawns(OnFailure.CONTINUE).family());
        Task after = known(on(cleaning, spawned).task());
        assertThat(after.state()).isEqualTo(State.FAILED);
        assertThat(after.rollback().error()).isEqualTo(RollbackTransition.NOT_ROLLED_BACK);
        assertThat(after.rollback().left()).hasSize(1);
    }

    @Test
    void aParentHoldsItsGatesUntilItHasEnded() {
        TaskPolicy gated = TaskPolicy.DEFAULT.withGate(Fixtures.GATE);
        Task waiting = after(
                submission(gated),
                Fixtures.granted(1),
                MINE.begins(),
                spawns(OnFailure.CONTINUE),
                reports(0, 2, 0, true));
        assertThat(waiting.phase()).isEqualTo(Phase.WAITING_CHILDREN);
        assertThat(waiting.heldGates()).containsExactly(Fixtures.GATE);
        Task ending = known(on(waiting, reports(1, 2, 0, true)).task());
        assertThat(ending.phase()).isEqualTo(Phase.QUEUED);
        assertThat(ending.heldGates()).containsExactly(Fixtures.GATE);

        Task running = known(on(ending, END.begins()).task());
        assertThat(running.heldGates()).containsExactly(Fixtures.GATE);
        Task failed = known(on(running, END.fails(2, 0, HOPELESS)).task());
        assertThat(failed.heldGates()).isEmpty();
        assertThat(failed.outbox()).anyMatch(OutboxEntry.GiveBack.class::isInstance);

        Task again = known(on(failed, retry(2)).task());
        assertThat(again.phase()).isEqualTo(Phase.BLOCKED);
        Task granted = known(on(again, Fixtures.granted(3)).task());
        assertThat(granted.phase()).isEqualTo(Phase.QUEUED);
        assertThat(granted.command().part()).isInstanceOf(Part.End.class);
    }
}
