package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.message.CommandMissed;
import io.taskmill.model.message.ControlMessage;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Histories.Happening;
import io.taskmill.model.task.Histories.Step;
import io.taskmill.model.task.PhaseTable.Cause;
import io.taskmill.model.task.Transition.Decision;
import io.taskmill.model.task.Transition.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds whatever is folded, in whatever order, however absurd. */
@PropertyDefaults(tries = 200, edgeCases = EdgeCasesMode.NONE)
class TaskTransitionPropertiesTest {

    @Property
    void theEpochNeverFallsAndRisesOneByOne(@ForAll("anything") List<Happening> history) {
        eachChange(history, (before, step) -> assertThat(step.after().epoch())
                .isBetween(before.epoch(), before.epoch() + 1));
    }

    @Property
    void anEndedTaskStaysAsItEnded(@ForAll("anything") List<Happening> history) {
        eachChange(history, (before, step) -> {
            if (before.state().terminal()) {
                assertThat(step.after())
                        .as("invariant 3")
                        .usingRecursiveComparison()
                        .ignoringFields("spec", "outbox")
                        .isEqualTo(before);
            }
        });
    }

    @Property
    void progressNeverFallsWithinAnAttempt(@ForAll("anything") List<Happening> history) {
        eachChange(history, (before, step) -> {
            assertThat(step.after().attempt()).isEqualTo(before.attempt());
            assertThat(step.after().progress()).isGreaterThanOrEqualTo(before.progress());
        });
    }

    @Property
    void aTaskThatStartedIsNeverInitialAgain(@ForAll("anything") List<Happening> history) {
        eachChange(history, (before, step) -> {
            if (before.state() != State.INITIAL) {
                assertThat(step.after().state()).isNotEqualTo(State.INITIAL);
                assertThat(step.after().started()).isEqualTo(before.started());
            }
        });
    }

    @Property
    void durationsAreNeverNegative(@ForAll("anything") List<Happening> history) {
        eachTask(history, step -> {
            Duration duration = step.after().duration(step.happening().now());
            assertThat(duration == null || !duration.isNegative())
                    .as("invariant 9")
                    .isTrue();
        });
    }

    @Property
    void aTaskIsDoneWhenItHasAnEndAndOnlyThen(@ForAll("anything") List<Happening> history) {
        eachTask(history, step -> assertThat(step.after().phase() == Phase.DONE)
                .isEqualTo(step.after().end() != null)
                .isEqualTo(step.after().state().terminal()));
    }

    @Property
    void aTaskHasAnOwnerWhileItRunsAndAfterItsEndAndOnlyThen(@ForAll("anything") List<Happening> history) {
        eachTask(history, step -> assertThat(step.after().run() != null)
                .isEqualTo(step.after().phase() != Phase.QUEUED));
    }

    @Property
    void everyChangeIsInThePhaseTable(@ForAll("anything") List<Happening> history) {
        for (Step step : Histories.fold(history)) {
            Phase from = step.before() == null ? Phase.QUEUED : step.before().phase();
            if (!step.applied()) {
                assertThat(step.transition().task()).isEqualTo(step.before());
            } else {
                assertThat(causeOf(step.event())
                                .map(cause -> PhaseTable.next(from, cause))
                                .orElse(Optional.of(from)))
                        .contains(step.after().phase());
            }
        }
    }

    @Property
    void everyFurtherDispatchOfAKnownTaskStandsInItsOutboxOnce(@ForAll("anything") List<Happening> history) {
        eachChange(history, (before, step) -> {
            Task after = step.after();
            assertThat(after.outbox()).doesNotHaveDuplicates();
            if (!before.isStub() && after.epoch() > before.epoch()) {
                assertThat(after.outbox())
                        .contains(new OutboxEntry(after.epoch(), 0))
                        .containsAll(before.outbox());
            }
            if (before.isStub() && step.event() instanceof RunCommand command && after.phase() == Phase.QUEUED) {
                assertThat(after.outbox().contains(new OutboxEntry(after.epoch(), 0)))
                        .as("dispatched unless the command was that very dispatch")
                        .isEqualTo(after.epoch() > command.epoch());
            }
        });
    }

    @Property
    void onlyTheOwnerIsGrantedAndEveryRefusalReachesItsRun(@ForAll("anything") List<Happening> history) {
        for (Step step : Histories.fold(history)) {
            for (Decision decision : step.transition().decisions()) {
                if (decision instanceof Decision.Answer answer
                        && answer.message() instanceof ControlMessage.Granted granted) {
                    assertThat(known(step.transition().task()).run())
                            .extracting("id")
                            .isEqualTo(granted.run());
                    assertThat(step.after().epoch()).isEqualTo(granted.epoch());
                }
            }
            if (step.transition().verdict() instanceof Verdict.Refused(var reason)) {
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
            Transition second = TaskTransition.apply(
                    step.transition().task(), step.event(), step.happening().now());

            assertThat(second.task()).isEqualTo(step.transition().task());
            assertThat(second.verdict()).isNotEqualTo(Fixtures.APPLIED);
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

    @Property
    void theHistoriesReachAllPhasesInAllEpochs(@ForAll("anything") List<Happening> history) {
        eachTask(
                history,
                step -> Statistics.collect(
                        step.after().phase(), Math.min(step.after().epoch(), 3)));

        Statistics.coverage(coverage -> {
            for (Phase phase : Phase.values()) {
                for (int epoch = 1; epoch <= 3; epoch++) {
                    coverage.check(phase, epoch).count(count -> count > 10);
                }
            }
        });
    }

    @Provide
    Arbitrary<List<Happening>> anything() {
        return Histories.anything();
    }

    private interface Change {
        void check(Task before, Step step);
    }

    /** Checks each step that finds a task. */
    private static void eachChange(List<Happening> history, Change change) {
        Histories.fold(history).forEach(step -> {
            Task before = step.before();
            if (before != null) {
                change.check(before, step);
            }
        });
    }

    /** Checks each step that leaves a task. */
    private static void eachTask(List<Happening> history, Consumer<Step> check) {
        Histories.fold(history).stream()
                .filter(step -> step.transition().task() != null)
                .forEach(check);
    }

    private static Optional<Cause> causeOf(TaskEvent event) {
        return switch (event) {
            case RunEvent.Start _ -> Optional.of(Cause.START);
            case RunEvent.Progress _ -> Optional.of(Cause.PROGRESS);
            case RunEvent.Finished _, RunEvent.Failed _ -> Optional.of(Cause.END);
            case OrphanedRunEvent _, OwnerLost _ -> Optional.of(Cause.OWNER_LOST);
            case CommandMissed _ -> Optional.of(Cause.COMMAND_MISSED);
            case RunCommand _, OutboxPublished _ -> Optional.empty();
        };
    }

    private static RunEvent reportOf(TaskEvent event) {
        return switch (event) {
            case RunEvent report -> report;
            case OrphanedRunEvent orphan -> orphan.event();
            case RunCommand _, OwnerLost _, OutboxPublished _, CommandMissed _ ->
                throw new AssertionError(event + " was refused");
        };
    }
}
