package io.taskmill.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.Result;
import io.taskmill.model.RollbackEntry;
import io.taskmill.model.State;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.CommandDied;
import io.taskmill.model.message.CommandMissed;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.GateAnswer;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RateGranted;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeFound;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.DeleteTask;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.message.WatchTask;
import io.taskmill.model.task.Histories.Happening;
import io.taskmill.model.task.Histories.Step;
import io.taskmill.model.task.Transition.Decision;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** What holds whatever is folded, in whatever order, however absurd. */
@PropertyDefaults(tries = 200, edgeCases = EdgeCasesMode.NONE)
class TaskTransitionPropertiesTest {

    @Property
    void theEpochNeverFallsAndRisesOneByOne(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> assertThat(step.after().epoch())
                .isBetween(before.epoch(), before.epoch() + 1));
    }

    @Property
    void anEndedTaskStaysAsItEndedUnlessItIsExplicitlyRetried(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            if (!before.isStub() && before.state().terminal() && !retriedByAUser(step) && !deleted(step)) {
                End was = Fixtures.known(before).end();
                End is = step.after().end();
                assertThat(is)
                        .as("invariant 3")
                        .usingRecursiveComparison()
                        .ignoringFields("result")
                        .isEqualTo(was);
                boolean cleaning =
                        before.phase() == Phase.CLEANING || step.after().phase() == Phase.CLEANING;
                if (cleaning) {
                    assertThat(step.after().progress()).isEqualTo(before.progress());
                    assertThat(step.after().attempt()).isEqualTo(before.attempt());
                    return;
                }
                assertThat(is).isEqualTo(was);
                assertThat(step.after())
                        .as("invariant 3")
                        .usingRecursiveComparison()
                        .ignoringFields("outbox", "applied", "checkpoint", "rollback") // which may come late
                        .isEqualTo(before);
            }
        });
    }

    @Property(tries = 1000)
    void whatWasPushedIsLeftOrUndoneAndNeverLeftAgain(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            Task after = step.after();
            if (retriedByAUser(step) || deleted(step) || after.state() == State.FINISHED) {
                return;
            }
            Rollback was = before.rollback();
            Rollback is = after.rollback();
            assertThat(is.undone().containsAll(was.undone())).isTrue();
            assertThat(Collections.disjoint(is.left(), is.undone())).isTrue();
            assertThat(is.left()).doesNotHaveDuplicates();
            assertThat(Stream.concat(is.left().stream(), is.undone().stream())
                            .toList()
                            .containsAll(was.left()))
                    .isTrue();
            assertThat(is.left())
                    .isSortedAccordingTo(
                            Comparator.comparingInt(RollbackEntry::epoch).thenComparingInt(RollbackEntry::index));
        });
    }

    @Property(tries = 1000)
    void nothingIsLeftOfATaskThatIsClean(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            End end = step.after().end();
            if (before.phase() == Phase.CLEANING && step.after().phase() == Phase.DONE && end != null) {
                assertThat(end.result()).isIn(Result.CLEAN_SUCCESS, Result.CLEAN_FAILURE);
                if (end.result() == Result.CLEAN_SUCCESS) {
                    assertThat(step.after().rollback().left()).isEmpty();
                }
            }
        });
    }

    @Property
    void aDeletedTaskStaysSoWhateverComes(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            if (before.deleted() != null) {
                assertThat(step.after())
                        .usingRecursiveComparison()
                        .ignoringFields("applied", "outbox")
                        .isEqualTo(before);
                assertThat(step.after().outbox())
                        .as(
                                "what tells others how it ended or gives them back what they wait for, or has its children deleted")
                        .noneMatch(entry -> entry instanceof OutboxEntry.Dispatch
                                || entry instanceof OutboxEntry.Watch
                                || entry instanceof OutboxEntry.Ask);
            }
            if (deleted(step)) {
                assertThat(before.state().terminal()).isTrue();
                assertThat(step.after().state()).isEqualTo(before.state());
            }
        });
    }

    @Property
    void whoeverHasACommandOrChildrenOutHoldsAllItsGates(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            Task after = step.after();
            boolean strayRun =
                    before.isStub() || (isOut(before) && !before.claims().holdsAll(spec(before)));
            if (isOut(after) && !strayRun) {
                assertThat(after.claims().holdsAll(spec(after)))
                        .as("%s in %s", after.claims(), after.phase())
                        .isTrue();
            }
        });
    }

    private static boolean isOut(Task task) {
        return EnumSet.of(Phase.QUEUED, Phase.RUNNING, Phase.WAITING_CHILDREN, Phase.ENDING, Phase.ABORTING)
                .contains(task.phase());
    }

    @Property
    void whateverWasClaimedIsGivenBackOnce(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            Claims claims = before.claims();
            if (!before.isStub() && claims.epoch() != step.after().claims().epoch()) {
                assertThat(step.after().outbox())
                        .containsAll(claims.claimed(spec(before)).stream()
                                .map(gate -> new OutboxEntry.GiveBack(claims.epoch(), gate.key()))
                                .toList())
                        .doesNotHaveDuplicates();
                assertThat(step.after().phase()).matches(phase -> !isOut(step.after()));
            }
        });
    }

    private static TaskSpec spec(Task task) {
        return Objects.requireNonNull(task.spec());
    }

    private static boolean deleted(Step step) {
        return step.applied() && step.event() instanceof DeleteTask;
    }

    @Property
    void anEndedStubIsEndedAlsoOnceItIsKnownUnlessItsPolicyRetriesIt(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            if (before.isStub() && before.state().terminal()) {
                Task after = step.after();
                if (after.phase() == Phase.CLEANING) {
                    assertThat(step.event()).isInstanceOf(RunCommand.class);
                    assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
                    return;
                }
                assertThat(after.epoch()).isEqualTo(before.epoch());
                assertThat(after.run()).isEqualTo(before.run());
                if (after.phase() == Phase.RETRY_WAIT) {
                    assertThat(step.event()).isInstanceOf(RunCommand.class);
                    assertThat(before.state()).isEqualTo(State.FAILED);
                } else if (after.state() == State.CANCELLED && before.state() == State.FAILED) {
                    assertThat(step.event()).isInstanceOf(RunCommand.class);
                    assertThat(before.cancelled()).isNotNull();
                } else {
                    assertThat(after.end()).isEqualTo(before.end());
                }
            }
        });
    }

    @Property
    void onlyAnExplicitRetryOfABadEndBringsATaskBack(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            if (retriedByAUser(step)) {
                assertThat(before.state()).isIn(State.FAILED, State.CANCELLED);
                boolean waits = !before.dependencies().awaits().isEmpty()
                        || spec(step.after()).admissions() > 0;
                assertThat(step.after().phase()).isEqualTo(waits ? Phase.BLOCKED : Phase.QUEUED);
                assertThat(step.after().epoch()).isEqualTo(before.epoch() + 1);
            }
        });
    }

    @Property
    void aTaskThatStartedIsNeverInitialAgain(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            if (before.started() != null) {
                assertThat(step.after().state()).isNotEqualTo(State.INITIAL);
                assertThat(step.after().started()).isEqualTo(before.started());
            }
        });
    }

    @Property
    void durationsAreNeverNegative(@ForAll("anything") List<Happening> history) {
        Histories.eachTask(history, step -> {
            Duration duration = step.after().duration(step.happening().now());
            assertThat(duration == null || !duration.isNegative())
                    .as("invariant 9")
                    .isTrue();
        });
    }

    @Property
    void aTaskIsDoneWhenItHasAnEndAndOnlyThen(@ForAll("anything") List<Happening> history) {
        Histories.eachTask(history, step -> {
            Task task = step.after();
            assertThat(task.end() != null).isEqualTo(task.state().terminal());
            if (task.phase() != Phase.CLEANING) {
                assertThat(task.phase() == Phase.DONE).isEqualTo(task.end() != null);
            }
        });
    }

    @Property
    void aTaskHasARunFromItsStartUntilTheNextDispatch(@ForAll("anything") List<Happening> history) {
        Histories.eachTask(history, step -> {
            Task task = step.after();
            switch (task.phase()) {
                case SCHEDULED, QUEUED, BLOCKED -> assertThat(task.run()).isNull();
                case RUNNING, WAITING_CHILDREN, ENDING, RETRY_WAIT, ABORTING ->
                    assertThat(task.run()).isNotNull();
                case CLEANING ->
                    assertThat(task.run() != null || task.dispatched() != null || task.releaseAt() != null)
                            .isTrue();
                case DONE ->
                    assertThat(task.run() != null || task.state() != State.FINISHED)
                            .as("only a run finishes a task")
                            .isTrue();
            }
            assertThat(task.owner().isPresent())
                    .isEqualTo(EnumSet.of(Phase.RUNNING, Phase.ENDING, Phase.ABORTING)
                                    .contains(task.phase())
                            || (task.phase() == Phase.CLEANING && task.run() != null && task.releaseAt() == null));
        });
    }

    @Property
    void everyFurtherDispatchOfAKnownTaskStandsInItsOutboxOnce(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            Task after = step.after();
            assertThat(after.outbox()).doesNotHaveDuplicates();
            boolean dispatched = after.epoch() > before.epoch() || before.phase() == Phase.SCHEDULED;
            boolean out = after.phase() == Phase.QUEUED || after.phase() == Phase.CLEANING;
            if (!before.isStub() && dispatched && out) {
                assertThat(after.outbox())
                        .contains(new OutboxEntry.Dispatch(after.epoch(), 0))
                        .containsAll(owedStill(before, after));
            }
            if (after.phase() == Phase.SCHEDULED) {
                assertThat(after.outbox())
                        .as("its next dispatch is not out")
                        .doesNotContain(new OutboxEntry.Dispatch(after.epoch(), 0));
            }
            if (before.isStub() && step.event() instanceof RunCommand command && after.phase() == Phase.QUEUED) {
                assertThat(after.outbox().contains(new OutboxEntry.Dispatch(after.epoch(), 0)))
                        .as("dispatched unless the command was that very dispatch")
                        .isEqualTo(after.epoch() > command.epoch());
            }
        });
    }

    /** Whoever gives back what its gates and rates have let it pass asks none of them any more. */
    private static List<OutboxEntry> owedStill(Task before, Task after) {
        boolean givenBack =
                after.claims().equals(Claims.NONE) && !before.claims().equals(Claims.NONE);
        return before.outbox().stream()
                .filter(owed -> !(givenBack && owed instanceof OutboxEntry.Ask))
                .toList();
    }

    @Property
    void onlyTheOwnerIsGrantedOrToldToAbort(@ForAll("anything") List<Happening> history) {
        for (Step step : Histories.fold(history)) {
            for (Decision decision : step.transition().decisions()) {
                if (decision instanceof Decision.Answer(String session, ControlMessage.Granted granted)) {
                    Phase running = step.after().isEnding() ? Phase.ENDING : Phase.RUNNING;
                    Phase phase = step.after().phase() == Phase.CLEANING ? Phase.CLEANING : running;
                    assertOwns(step.after(), phase, session, granted.epoch(), granted.run());
                }
                if (decision instanceof Decision.Answer(String session, ControlMessage.CancelRun cancel)) {
                    assertOwns(step.after(), Phase.ABORTING, session, cancel.epoch(), cancel.run());
                }
            }
        }
    }

    private static void assertOwns(Task task, Phase phase, String session, int epoch, String run) {
        assertThat(task.phase()).isEqualTo(phase);
        assertThat(task.owner()).contains(session);
        assertThat(task.epoch()).isEqualTo(epoch);
        assertThat(task.run()).extracting("id").isEqualTo(run);
    }

    @Property
    void everyRefusalReachesItsRunAndNobodyIsAnsweredForAUser(@ForAll("anything") List<Happening> history) {
        for (Step step : Histories.fold(history)) {
            if (step.transition().verdict() instanceof Verdict.Refused(var reason)) {
                if (step.event() instanceof UserCommand) {
                    assertThat(step.transition().decisions()).isEmpty();
                    continue;
                }
                RunEvent refused = reportOf(step.event());
                assertThat(step.transition().decisions())
                        .contains(new Decision.Answer(
                                refused.run().session(),
                                new ControlMessage.Refused(
                                        refused.task(),
                                        refused.epoch(),
                                        refused.run().id(),
                                        reason)));
            }
        }
    }

    @Property
    void whatIsToldTwiceInARowIsNoNewsTheSecondTime(@ForAll("anything") List<Happening> history) {
        for (Step step : Histories.fold(history)) {
            Instant now = step.happening().now();
            Transition second = TaskTransition.apply(step.transition().task(), step.event(), now);

            if (!(step.event() instanceof DueReached && isDue(step.transition().task(), now))) {
                assertThat(second.task()).isEqualTo(step.transition().task());
                assertThat(second.verdict()).isNotEqualTo(Fixtures.APPLIED);
            }
        }
    }

    @Property
    void theSameInputGivesTheSameTransitionAndStaysAsItIs(@ForAll("anything") List<Happening> history) {
        for (Step step : Histories.fold(history)) {
            String input = step.before() + " " + step.event();

            assertThat(TaskTransition.apply(
                            step.before(), step.event(), step.happening().now()))
                    .isEqualTo(step.transition());
            assertThat(step.before() + " " + step.event()).isEqualTo(input);
        }
    }

    @Property(tries = 1500)
    void theHistoriesReachAllPhasesInAllEpochs(@ForAll("anything") List<Happening> history) {
        Histories.eachTask(
                history,
                step -> Statistics.collect(
                        step.after().phase(), Math.min(step.after().epoch(), 3)));

        Statistics.coverage(coverage -> {
            for (Phase phase : Phase.values()) {
                // an end step, or a clean-up, is another dispatch than the one that made it necessary
                boolean later = phase == Phase.ENDING || phase == Phase.CLEANING;
                for (int epoch = later ? 2 : 1; epoch <= 3; epoch++) {
                    coverage.check(phase, epoch).count(count -> count > 10);
                }
            }
        });
    }

    @Provide
    Arbitrary<List<Happening>> anything() {
        return AnyHistories.anything();
    }

    private static boolean retriedByAUser(Step step) {
        return step.applied() && step.event() instanceof RetryTask;
    }

    private static boolean isDue(@Nullable Task task, Instant now) {
        return task != null && task.due().filter(at -> !at.isAfter(now)).isPresent();
    }

    private static RunEvent reportOf(TaskEvent event) {
        return switch (event) {
            case RunEvent report -> report;
            case OrphanedRunEvent orphan -> orphan.event();
            case RunCommand _,
                    UserCommand _,
                    OwnerLost _,
                    WatchTask _,
                    DependencyEnded _,
                    GateAnswer _,
                    RateGranted _,
                    ChunkReport _,
                    OutboxPublished _,
                    CommandMissed _,
                    CommandDied _,
                    TypeMissing _,
                    TypeFound _,
                    DueReached _ -> throw new AssertionError(event + " was refused");
        };
    }
}
