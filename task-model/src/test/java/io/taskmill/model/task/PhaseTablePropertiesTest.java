package io.taskmill.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.CommandDied;
import io.taskmill.model.message.CommandMissed;
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
import io.taskmill.model.message.WatchTask;
import io.taskmill.model.task.Histories.Happening;
import io.taskmill.model.task.Histories.Step;
import io.taskmill.model.task.PhaseTable.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Whatever is folded, a task moves only as the one table says, and by a cause that fits what has happened. */
class PhaseTablePropertiesTest {

    @Property(tries = 8000, edgeCases = EdgeCasesMode.NONE)
    void everyChangeIsInThePhaseTable(@ForAll("anything") List<Happening> history) {
        for (Step step : Histories.fold(history)) {
            if (!step.applied()) {
                assertThat(step.transition().task())
                        .usingRecursiveComparison()
                        .ignoringFields("applied", "cancelled")
                        .isEqualTo(step.before());
                continue;
            }
            if (isFailedStubThatIsRetried(step)) {
                continue;
            }
            assertThat(whereTo(step)).contains(step.after().phase());
            Statistics.collect(from(step.before()), step.after().phase());
        }
        Statistics.coverage(coverage ->
                everyMove().forEach(move -> coverage.check(move.toArray()).count(count -> count > 3)));
    }

    /** Only its submission shows that the end of a stub was the end of an attempt. */
    private static boolean isFailedStubThatIsRetried(Step step) {
        Task before = step.before();
        return before != null
                && before.isStub()
                && before.state() == State.FAILED
                && step.event() instanceof RunCommand;
    }

    private static Stream<List<Object>> everyMove() {
        return Arrays.stream(Phase.values())
                .flatMap(from -> Arrays.stream(Cause.values())
                        .flatMap(cause -> PhaseTable.next(from, cause).stream())
                        .map(to -> List.<Object>of(from, to)))
                .filter(move -> !isRare(move))
                .distinct();
    }

    /**
     * What has not run now seldom has something to undo, and seldom has an end step that is cut off; {@link
     * PhaseStateResultTest}, {@link TaskTransitionOnChildrenTest} and the tables have these.
     */
    private static boolean isRare(List<Object> move) {
        if (move.getFirst() == Phase.ENDING) {
            return move.getLast() != Phase.ENDING && move.getLast() != Phase.DONE;
        }
        boolean ran = move.getFirst() == Phase.RUNNING || move.getFirst() == Phase.CLEANING;
        return move.getLast() == Phase.CLEANING && !ran;
    }

    private static Set<Phase> whereTo(Step step) {
        Task before = step.before();
        if (step.event() instanceof UserCommand.RetryTask && before != null) {
            boolean awaits = !before.dependencies().awaits().isEmpty();
            Phase next = PhaseTable.next(before.phase(), Cause.RETRY).orElseThrow();
            return awaits || isAdmitted(step.after())
                    ? Set.of(PhaseTable.next(next, awaits ? Cause.AWAIT : Cause.CLAIM)
                            .orElseThrow())
                    : Set.of(next);
        }
        if (step.event() instanceof RunEvent.Spawned
                && step.after().phase() == Phase.QUEUED) { // it was told of no children
            return PhaseTable.next(PhaseTable.next(from(before), Cause.SPAWN).orElseThrow(), Cause.CHILDREN_OVER)
                    .stream()
                    .collect(Collectors.toSet());
        }
        return Stream.concat(causesOf(step.event(), before).stream(), rollback(step.event(), before))
                .flatMap(
                        cause -> cause
                                .map(known -> PhaseTable.next(from(before), known))
                                .orElseGet(() -> Optional.of(from(before)))
                                .stream())
                .collect(Collectors.toSet());
    }

    private static boolean isAdmitted(Task task) {
        return task.spec() != null && task.spec().admissions() > 0;
    }

    /** What a task has done may have to be undone wherever it would end, and wherever it turns out to have done something. */
    private static Stream<Optional<Cause>> rollback(TaskEvent event, @Nullable Task before) {
        boolean late = from(before) == Phase.DONE && before != null && !before.isStub();
        boolean pushes = event instanceof RunEvent.RollbackPushed
                || (event instanceof OrphanedRunEvent orphan && orphan.event() instanceof RunEvent.RollbackPushed);
        boolean ends = causesOf(event, before).stream()
                .flatMap(Optional::stream)
                .flatMap(cause -> PhaseTable.next(from(before), cause).stream())
                .anyMatch(Phase.DONE::equals);
        boolean asked = event instanceof UserCommand.RollbackTask || event instanceof RunCommand;
        return asked || (late ? pushes : ends) ? Stream.of(Optional.of(Cause.ROLLBACK)) : Stream.of();
    }

    private static Phase from(@Nullable Task before) {
        return before == null ? Phase.QUEUED : before.phase();
    }

    /** Empty stands for what changes a task and leaves its phase. */
    private static List<Optional<Cause>> causesOf(TaskEvent event, @Nullable Task before) {
        return switch (event) {
            case RunEvent.Start _ -> List.of(Optional.of(isEnding(before) ? Cause.END_STEP : Cause.START));
            case RunEvent.Progress _ -> List.of(Optional.of(progress(before)));
            case RunEvent.Checkpoint _, RunEvent.EntityFacts _, RunEvent.RollbackPushed _ ->
                List.of(Optional.of(progress(before)), Optional.empty());
            case RunEvent.RolledBack back ->
                back.through() != null && from(before) == Phase.CLEANING
                        ? List.of(Optional.of(Cause.END), Optional.of(Cause.RELEASE))
                        : List.of(Optional.of(progress(before)), Optional.empty());
            case RunEvent.Spawned _ ->
                from(before) == Phase.CLEANING
                        ? List.of(Optional.of(Cause.END), Optional.of(Cause.FAILED_ATTEMPT))
                        : List.of(Optional.of(Cause.SPAWN), Optional.of(Cause.END));
            case ChunkReport _ -> List.of(Optional.empty(), Optional.of(Cause.CHILDREN_OVER));
            case RunEvent.Finished _, RunEvent.Aborted _ ->
                from(before) == Phase.CLEANING
                        ? List.of(
                                Optional.of(Cause.END),
                                Optional.of(Cause.FAILED_ATTEMPT),
                                Optional.of(Cause.OWNER_LOST))
                        : List.of(Optional.of(Cause.END));
            case RunEvent.Failed _ -> List.of(Optional.of(Cause.END), Optional.of(Cause.FAILED_ATTEMPT));
            case RunEvent.GivenBack _ -> List.of(Optional.of(Cause.OWNER_LOST));
            case OrphanedRunEvent _ ->
                List.of(Optional.of(Cause.OWNER_LOST), Optional.of(Cause.POISON), Optional.empty());
            case OwnerLost _ -> List.of(Optional.of(Cause.OWNER_LOST), Optional.of(Cause.POISON));
            case CommandMissed _ -> List.of(Optional.of(Cause.COMMAND_MISSED));
            case UserCommand.CancelTask _ -> List.of(Optional.of(Cause.CANCEL));
            case UserCommand.RetryTask _ -> List.of(Optional.of(Cause.RETRY));
            case UserCommand.RollbackTask _ -> List.of(Optional.of(Cause.ROLLBACK));
            case UserCommand.AmendTask _ ->
                List.of(before != null && before.awaitsOthers() ? Optional.empty() : Optional.of(Cause.AMEND));
            case UserCommand.DeleteTask _ -> List.of(Optional.of(Cause.DELETE));
            case CommandDied _ -> List.of(Optional.of(Cause.COMMAND_DEAD));
            case TypeMissing _ -> List.of(Optional.of(Cause.TYPE_MISSING));
            case TypeFound _ -> List.of(Optional.of(Cause.RELEASE), Optional.of(Cause.CLAIM));
            case DueReached _ ->
                before != null && before.isStub()
                        ? List.of(Optional.empty(), Optional.of(Cause.TIMEOUT))
                        : causesOfDue(from(before));
            case RunCommand _ ->
                List.of(Optional.empty(), Optional.of(Cause.DELAY), Optional.of(Cause.AWAIT), Optional.of(Cause.CLAIM));
            case GateAnswer.GateGranted _ ->
                List.of(Optional.empty(), Optional.of(Cause.RELEASE), Optional.of(Cause.CLAIM));
            case GateAnswer.GateDisplaced _ -> List.of(Optional.of(Cause.CANCEL));
            case GateAnswer.GateRefused _ -> List.of(Optional.of(Cause.NOT_ADMITTED));
            case RateGranted _ ->
                List.of(
                        Optional.empty(),
                        Optional.of(Cause.RELEASE),
                        Optional.of(Cause.CLAIM),
                        Optional.of(Cause.DELAY));
            case WatchTask _, OutboxPublished _ -> List.of(Optional.empty());
            case DependencyEnded _ ->
                List.of(
                        Optional.empty(),
                        Optional.of(Cause.RELEASE),
                        Optional.of(Cause.DELAY),
                        Optional.of(Cause.CLAIM),
                        Optional.of(Cause.FAILED_DEPENDENCY));
        };
    }

    private static boolean isEnding(@Nullable Task task) {
        return task != null && task.isEnding() && task.phase() != Phase.CLEANING;
    }

    private static Cause progress(@Nullable Task before) {
        return isEnding(before) ? Cause.END_STEP : Cause.PROGRESS;
    }

    private static List<Optional<Cause>> causesOfDue(Phase from) {
        return switch (from) {
            case QUEUED -> List.of(Optional.of(Cause.TIMEOUT));
            case RUNNING, ENDING -> List.of(Optional.of(Cause.TIMEOUT), Optional.of(Cause.FAILED_ATTEMPT));
            case WAITING_CHILDREN -> List.of(Optional.of(Cause.TIMEOUT));
            case SCHEDULED, BLOCKED, RETRY_WAIT ->
                List.of(Optional.of(Cause.RELEASE), Optional.of(Cause.CLAIM), Optional.of(Cause.TIMEOUT));
            case ABORTING -> List.of(Optional.empty());
            case CLEANING ->
                List.of(Optional.of(Cause.RELEASE), Optional.of(Cause.FAILED_ATTEMPT), Optional.of(Cause.END));
            case DONE -> List.of();
        };
    }

    @Provide
    Arbitrary<List<Happening>> anything() {
        return AnyHistories.anything();
    }
}
