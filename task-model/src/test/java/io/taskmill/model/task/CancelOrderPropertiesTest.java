package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.cancel;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.State;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.message.UserCommand.CancelTask;
import io.taskmill.model.task.Histories.Ending;
import io.taskmill.model.task.Histories.Step;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** A run and a cancel of its task, all that is said of both folded in any order and repetition (invariant 5). */
@PropertyDefaults(tries = 1000, edgeCases = EdgeCasesMode.NONE)
class CancelOrderPropertiesTest {

    private static final Runner ANNA = new Runner("anna");

    @Property
    void theFirstOfEndAndCancelWins(@ForAll("cancelledRuns") List<TaskEvent> events) {
        List<Step> steps = Histories.foldEvents(events);
        Task task = known(steps.getLast().transition().task());

        assertThat(task.phase()).isEqualTo(Phase.DONE);
        assertThat(task.state() == State.CANCELLED).isEqualTo(comesBeforeTheEnd(events));
        assertThat(task.cancelled() != null).isEqualTo(comesBeforeTheEnd(events));
    }

    @Property
    void whoIsTheOwnerWhenTheCancelIsFoldedIsToldOfIt(@ForAll("cancelledRuns") List<TaskEvent> events) {
        assertThat(Histories.foldEvents(events))
                .filteredOn(step -> step.event() instanceof CancelTask && step.applied())
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(step -> {
                    if (step.after().phase() == Phase.ABORTING) {
                        assertThat(step.transition().decisions()).containsExactly(ANNA.cancelled());
                    } else {
                        assertThat(step.transition().decisions()).isEmpty();
                    }
                });
    }

    @Property
    void noRunIsGrantedOnceTheCancelIsFolded(@ForAll("cancelledRuns") List<TaskEvent> events) {
        assertThat(Histories.foldEvents(events))
                .filteredOn(step -> step.before() != null && step.before().cancelled() != null)
                .allSatisfy(step -> assertThat(step.transition().decisions()).doesNotContain(ANNA.granted()));
    }

    private static boolean comesBeforeTheEnd(List<TaskEvent> events) {
        for (TaskEvent event : events) {
            if (event instanceof CancelTask) {
                return true;
            }
            if (event instanceof RunEvent.Finished || event instanceof RunEvent.Failed) {
                return false;
            }
        }
        throw new AssertionError("there is neither an end nor a cancel");
    }

    @Provide
    Arbitrary<List<TaskEvent>> cancelledRuns() {
        return Histories.wholeRuns(ANNA, Ending.FINISHED, Ending.FAILED, Ending.GIVEN_BACK)
                .flatMap(run -> {
                    List<TaskEvent> events = new ArrayList<>(List.of(submission(), cancel()));
                    events.addAll(run);
                    return Histories.inAnyOrderAndRepetition(events);
                });
    }
}
