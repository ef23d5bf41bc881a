package io.taskmill.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.message.ChunkReport;
import io.taskmill.model.message.CommandDied;
import io.taskmill.model.message.CommandMissed;
import io.taskmill.model.message.DependencyEnded;
import io.taskmill.model.message.DueReached;
import io.taskmill.model.message.OrphanedRunEvent;
import io.taskmill.model.message.OutboxPublished;
import io.taskmill.model.message.OwnerLost;
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

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
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
                .distinct();
    }

    private static Set<Phase> whereTo(Step step) {
        Task before = step.before();
        if (step.event() instanceof UserCommand.RetryTask
                && before != null
                && !before.dependencies().awaits().isEmpty()) {
            return Set.of(
                    PhaseTable.next(PhaseTable.next(before.phase(), Cause.RETRY).orElseThrow(), Cause.AWAIT)
                            .orElseThrow());
        }
        if (step.event() instanceof RunEvent.Spawned
                && step.after().phase() == Phase.QUEUED) { // it was told of no children
            return PhaseTable.next(PhaseTable.next(from(before), Cause.SPAWN).orElseThrow(), Cause.CHILDREN_OVER)
                    .stream()
                    .collect(Collectors.toSet());
        }
        return causesOf(step.event(), before).stream()
                .flatMap(
                        cause -> cause
                                .map(known -> PhaseTable.next(from(before), known))
                                .orElseGet(() -> Optional.of(from(before)))
                                .stream())
                .collect(Collectors.toSet());
    }

    private static Phase from(@Nullable Task before) {
        return before == null ? Phase.QUEUED : before.phase();
    }

    /** Empty stands for what changes a task and leaves its phase. */
    private static List<Optional<Cause>> causesOf(TaskEvent event, @Nullable Task before) {
        return switch (event) {
            case RunEvent.Start _ -> List.of(Optional.of(isEnding(before) ? Cause.END_STEP : Cause.START));
            case RunEvent.Progress _ -> List.of(Optional.of(isEnding(before) ? Cause.END_STEP : Cause.PROGRESS));
            case RunEvent.Checkpoint _ ->
                List.of(Optional.of(isEnding(before) ? Cause.END_STEP : Cause.PROGRESS), Optional.empty());
            case RunEvent.Spawned _ -> List.of(Optional.of(Cause.SPAWN), Optional.of(Cause.END));
            case ChunkReport _ -> List.of(Optional.empty(), Optional.of(Cause.CHILDREN_OVER));
            case RunEvent.Finished _, RunEvent.Aborted _ -> List.of(Optional.of(Cause.END));
            case RunEvent.Failed _ -> List.of(Optional.of(Cause.END), Optional.of(Cause.FAILED_ATTEMPT));
            case RunEvent.GivenBack _ -> List.of(Optional.of(Cause.OWNER_LOST));
            case OrphanedRunEvent _, OwnerLost _ -> List.of(Optional.of(Cause.OWNER_LOST), Optional.of(Cause.POISON));
            case CommandMissed _ -> List.of(Optional.of(Cause.COMMAND_MISSED));
            case UserCommand.CancelTask _ -> List.of(Optional.of(Cause.CANCEL));
            case UserCommand.RetryTask _ -> List.of(Optional.of(Cause.RETRY));
            case UserCommand.AmendTask _ ->
                List.of(before != null && before.awaitsOthers() ? Optional.empty() : Optional.of(Cause.AMEND));
            case UserCommand.DeleteTask _ -> List.of(Optional.of(Cause.DELETE));
            case CommandDied _ -> List.of(Optional.of(Cause.COMMAND_DEAD));
            case TypeMissing _ -> List.of(Optional.of(Cause.TYPE_MISSING));
            case TypeFound _ -> List.of(Optional.of(Cause.RELEASE));
            case DueReached _ ->
                before != null && before.isStub()
                        ? List.of(Optional.empty(), Optional.of(Cause.TIMEOUT))
                        : causesOfDue(from(before));
            case RunCommand _ -> List.of(Optional.empty(), Optional.of(Cause.DELAY), Optional.of(Cause.AWAIT));
            case WatchTask _, OutboxPublished _ -> List.of(Optional.empty());
            case DependencyEnded _ ->
                List.of(
                        Optional.empty(),
                        Optional.of(Cause.RELEASE),
                        Optional.of(Cause.DELAY),
                        Optional.of(Cause.FAILED_DEPENDENCY));
        };
    }

    private static boolean isEnding(@Nullable Task task) {
        return task != null && task.isEnding();
    }

    private static List<Optional<Cause>> causesOfDue(Phase from) {
        return switch (from) {
            case QUEUED -> List.of(Optional.of(Cause.TIMEOUT));
            case RUNNING, ENDING -> List.of(Optional.of(Cause.TIMEOUT), Optional.of(Cause.FAILED_ATTEMPT));
            case WAITING_CHILDREN -> List.of(Optional.of(Cause.TIMEOUT));
            case SCHEDULED, BLOCKED, RETRY_WAIT -> List.of(Optional.of(Cause.RELEASE), Optional.of(Cause.TIMEOUT));
            case ABORTING -> List.of(Optional.empty());
            case DONE -> List.of();
        };
    }

    @Provide
    Arbitrary<List<Happening>> anything() {
        return AnyHistories.anything();
    }
}
