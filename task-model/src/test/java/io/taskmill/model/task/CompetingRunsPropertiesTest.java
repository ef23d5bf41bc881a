package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.DEFERRED;
import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.known;
import static io.taskmill.model.task.Fixtures.refused;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.message.RefusalReason;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Histories.Step;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** Two or three runs that compete for one epoch, with all that they say folded in any order (invariants 1 to 3). */
@PropertyDefaults(tries = 1000, edgeCases = EdgeCasesMode.NONE)
class CompetingRunsPropertiesTest {

    private static final List<Runner> RUNNERS = List.of(new Runner("anna"), new Runner("bert"), new Runner("carl"));

    @Property
    void theTaskIsAsIfTheFirstThatClaimsItWereAlone(@ForAll("competitions") List<TaskEvent> events) {
        String winner = winner(events);
        List<TaskEvent> withoutTheOthers = events.stream()
                .filter(event -> !isOfLoser(event, winner) || isPushed(event)) // which counts whosever it is
                .toList();

        Task task = after(events);

        assertThat(task.state().terminal()).isTrue();
        assertThat(task.run()).extracting("id").isEqualTo(winner);
        assertThat(task).isEqualTo(after(withoutTheOthers));
    }

    @Property
    void allThatTheOthersSayIsRefusedOnceTheTaskIsClaimed(@ForAll("competitions") List<TaskEvent> events) {
        String winner = winner(events);

        assertThat(Histories.foldEvents(events))
                .filteredOn(step -> isOfLoser(step.event(), winner) && !isPushed(step.event()))
                .allSatisfy(step -> {
                    assertThat(step.transition().task()).isEqualTo(step.before());
                    assertThat(step.transition().verdict()).isEqualTo(verdictOnLoser(step));
                });
    }

    @Property
    void theEndOnceReachedNeverChanges(@ForAll("competitions") List<TaskEvent> events) {
        assertThat(Histories.foldEvents(events))
                .filteredOn(step -> step.before() != null && step.before().end() != null)
                .allSatisfy(step -> {
                    assertThat(step.after().end())
                            .isEqualTo(known(step.before()).end());
                    assertThat(step.after().run())
                            .isEqualTo(known(step.before()).run());
                });
    }

    private static boolean isPushed(TaskEvent event) {
        return event instanceof RunEvent.RollbackPushed;
    }

    private static Transition.Verdict verdictOnLoser(Step step) {
        Task before = step.before();
        if (before == null || before.run() == null) {
            return DEFERRED;
        }
        return refused(before.end() == null ? RefusalReason.HELD : RefusalReason.ENDED);
    }

    private static boolean isOfLoser(TaskEvent event, String winner) {
        return event instanceof RunEvent report && !report.run().id().equals(winner);
    }

    private static String winner(List<TaskEvent> events) {
        return events.stream()
                .filter(RunEvent.class::isInstance)
                .map(RunEvent.class::cast)
                .filter(CompetingRunsPropertiesTest::claims)
                .findFirst()
                .orElseThrow()
                .run()
                .id();
    }

    private static boolean claims(RunEvent event) {
        return !(event instanceof RunEvent.Start start
                && start.waited() != null
                && start.waited().compareTo(TaskTransition.GRACE_FOR_FIRST_RECEIVER) < 0);
    }

    @Provide
    Arbitrary<List<TaskEvent>> competitions() {
        return Arbitraries.integers().between(2, RUNNERS.size()).flatMap(CompetingRunsPropertiesTest::competitionOf);
    }

    private static Arbitrary<List<TaskEvent>> competitionOf(int count) {
        List<Arbitrary<List<RunEvent>>> runs =
                RUNNERS.stream().limit(count).map(Histories::wholeRuns).toList();
        return Combinators.combine(runs)
                .as(CompetingRunsPropertiesTest::withSubmission)
                .flatMap(Histories::inAnyOrderAndRepetition);
    }

    private static List<TaskEvent> withSubmission(List<List<RunEvent>> runs) {
        List<TaskEvent> events = new ArrayList<>(List.of(submission()));
        runs.forEach(events::addAll);
        return events;
    }
}
