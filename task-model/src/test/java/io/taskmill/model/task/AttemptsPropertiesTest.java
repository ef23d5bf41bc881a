package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.NOW;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.retry;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.TaskSpec;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.TypeFound;
import io.taskmill.model.message.TypeMissing;
import io.taskmill.model.message.UserCommand;
import io.taskmill.model.message.UserCommand.RetryTask;
import io.taskmill.model.task.Histories.Happening;
import io.taskmill.model.task.Histories.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** What holds of attempts, waits and commands of users, whatever is folded. */
@PropertyDefaults(tries = 400, edgeCases = EdgeCasesMode.NONE)
class AttemptsPropertiesTest {

    private static final Set<Phase> WAITING = Set.of(Phase.SCHEDULED, Phase.RETRY_WAIT, Phase.BLOCKED);

    @Property
    void anAttemptIsFollowedByTheNextOneOrByAFirstOneThatAUserAskedFor(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            int attempt = step.after().attempt();
            if (retriedByAUser(step)) {
                assertThat(attempt).isEqualTo(1);
            } else {
                assertThat(attempt).isEqualTo(released(step) ? before.attempt() + 1 : before.attempt());
            }
        });
    }

    @Property
    void noTaskHasMoreAttemptsThanItsPolicyAllows(@ForAll("anything") List<Happening> history) {
        Histories.eachTask(history, step -> {
            TaskSpec spec = step.after().spec();
            if (step.after().deleted() == null) { // else its policy is gone
                assertThat(step.after().attempt())
                        .isBetween(1, spec == null ? 1 : spec.policy().retry().maxAttempts());
            }
        });
    }

    @Property
    void progressNeverFallsWithinAnAttempt(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            if (retriedByAUser(step) || released(step)) {
                assertThat(step.after().progress()).isZero();
            } else {
                assertThat(step.after().progress()).isGreaterThanOrEqualTo(before.progress());
            }
        });
    }

    @Property
    void whoeverDoesNotFinishKeepsTheProgressThatWasReported(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            boolean left = before.phase() != step.after().phase() && !retriedByAUser(step) && !released(step);
            if (left && step.after().state() != State.FINISHED) {
                boolean ofTheTask = before.phase() != Phase.CLEANING && !isLate(before, step.event());
                int reported = ofTheTask && step.event() instanceof RunEvent event
                        ? event.run().progress()
                        : 0;
                assertThat(step.after().progress()).as("invariant 9").isEqualTo(Math.max(before.progress(), reported));
            }
        });
    }

    /** What a run says only once its epoch is over, or owned by another one, is no progress. */
    private static boolean isLate(Task before, TaskEvent event) {
        return before.end() != null && !before.isStub() && event instanceof RunEvent;
    }

    @Property
    void aTaskHasAnInstantOfItsReleaseWhileItWaitsForItAndOnlyThen(@ForAll("anything") List<Happening> history) {
        Histories.eachTask(history, step -> {
            if (step.after().phase() != Phase.CLEANING) {
                assertThat(step.after().releaseAt() != null)
                        .isEqualTo(WAITING.contains(step.after().phase())
                                && (step.after().phase() != Phase.BLOCKED
                                        || step.after().blocked() != null));
            }
        });
    }

    @Property
    void wantOfItsTypeCostsATaskNothing(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            if (step.event() instanceof TypeMissing || step.event() instanceof TypeFound) {
                assertThat(step.after())
                        .usingRecursiveComparison()
                        .comparingOnlyFields(
                                "attempt", "crashRecoveries", "started", "progress", "run", "checkpoint", "end")
                        .isEqualTo(before);
            }
        });
    }

    @Property
    void noRetryBeginsAtOrAfterTheDeadline(@ForAll("anything") List<Happening> history) {
        Histories.eachTask(history, step -> {
            Task task = step.after();
            if (task.phase() == Phase.RETRY_WAIT && task.deadline() != null) {
                assertThat(task.releaseAt()).isBefore(task.deadline());
            }
            boolean dispatched = step.applied() && task.phase() == Phase.QUEUED;
            if (step.event() instanceof DueReached && dispatched && task.deadline() != null) {
                assertThat(step.happening().now()).isBefore(task.deadline());
            }
        });
    }

    @Property
    void noAttemptBeginsSoonerThanItsRelease(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            if (before.phase() == Phase.RETRY_WAIT && step.after().phase() == Phase.QUEUED) {
                assertThat(step.happening().now()).isAfterOrEqualTo(before.releaseAt());
            }
        });
    }

    @Property
    void aCancelOfARunningTaskLeadsToCancelledOnly(@ForAll("anything") List<Happening> history) {
        Histories.eachChange(history, (before, step) -> {
            if (before.phase() == Phase.ABORTING) {
                assertThat(step.after().phase()).isIn(Phase.ABORTING, Phase.CLEANING, Phase.DONE);
                assertThat(step.after().cancelled()).isNotNull();
                assertThat(step.after().end() == null || step.after().state() == State.CANCELLED)
                        .isTrue();
            }
        });
    }

    @Property
    void aCommandOfAUserThatWasAppliedIsAppliedOnce(@ForAll("anything") List<Happening> history) {
        Map<String, Integer> applied = new LinkedHashMap<>();
        for (Step step : Histories.fold(history)) {
            if (step.event() instanceof UserCommand command) {
                Task before = step.before();
                if (before != null && before.hasApplied(command.id())) {
                    assertThat(step.transition()).isEqualTo(Transition.repeated(before));
                }
                if (step.applied()) {
                    applied.merge(command.id(), 1, Integer::sum);
                    assertThat(step.after().hasApplied(command.id())).isTrue();
                }
            }
        }
        assertThat(applied.values()).allMatch(times -> times == 1);
    }

    /** The same few ids come again and again, so that some come after they were forgotten. */
    @Property
    void aTaskRemembersTheLast32CommandsThatItHasAppliedAndCancelsThatCameTooLate(
            @ForAll("commands") List<Tuple2<String, Boolean>> commands) {
        Task task = after(submission());
        LinkedHashMap<String, UserCommand> remembered = new LinkedHashMap<>();
        for (Tuple2<String, Boolean> drawn : commands) {
            String id = drawn.get1();
            UserCommand command = drawn.get2() ? cancel(id) : retry(id, task.epoch());
            Transition transition = TaskTransition.apply(task, command, NOW);
            if (remembered.containsKey(id)) {
                assertThat(transition).isEqualTo(Transition.repeated(task));
            }
            boolean cameTooLate = transition.verdict().equals(Fixtures.refused(RefusalReason.ENDED));
            if (transition.verdict().equals(Fixtures.APPLIED) || cameTooLate) {
                remembered.put(id, command);
                if (remembered.size() > TaskDraft.REMEMBERED) {
                    remembered.pollFirstEntry();
                }
            }
            task = known(transition.task());
            assertThat(task.applied())
                    .containsExactlyElementsOf(remembered.keySet())
                    .hasSizeLessThanOrEqualTo(32);
        }
    }

    @Provide
    Arbitrary<List<Tuple2<String, Boolean>>> commands() {
        Arbitrary<String> ids = Arbitraries.integers().between(1, 60).map(number -> "command-" + number);
        return Combinators.combine(ids, Arbitraries.of(true, false))
                .as(Tuple::of)
                .list()
                .ofMinSize(80)
                .ofMaxSize(160);
    }

    @Provide
    Arbitrary<List<Happening>> anything() {
        return AnyHistories.anything();
    }

    private static boolean retriedByAUser(Step step) {
        return step.applied() && step.event() instanceof RetryTask;
    }

    private static boolean released(Step step) {
        return step.event() instanceof DueReached
                && step.before() != null
                && step.before().phase() == Phase.RETRY_WAIT
                && Set.of(Phase.QUEUED, Phase.BLOCKED).contains(step.after().phase()); // by gates and rates
    }
}
