package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.attempts;
import static io.taskmill.model.task.Fixtures.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.Phase;
import io.taskmill.model.Recovery;
import io.taskmill.model.TaskError;
import io.taskmill.model.TaskPolicy;
import io.taskmill.model.Timeouts;
import io.taskmill.model.message.RunCommand;
import io.taskmill.model.message.RunEvent;
import io.taskmill.model.message.TaskEvent;
import io.taskmill.model.task.Histories.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** One run alone: how its messages travel makes no difference, however it ends. */
class RunOrderPropertiesTest {

    /** What one run sent, and what was folded of it: all of it, in any order, some of it several times. */
    record Delivery(List<TaskEvent> sent, List<TaskEvent> folded) {}

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void anyOrderAndRepetitionOfARunsMessagesGivesTheSameTask(@ForAll("deliveries") Delivery delivery) {
        Task task = after(delivery.folded());

        assertThat(task).isEqualTo(after(delivery.sent()));
        Statistics.collect(task.phase());
        Statistics.coverage(coverage -> {
            coverage.check(Phase.DONE).count(count -> count > 100);
            coverage.check(Phase.RETRY_WAIT).count(count -> count > 100);
            coverage.check(Phase.QUEUED).count(count -> count > 100);
            coverage.check(Phase.CLEANING).count(count -> count > 100);
        });
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whatIsFoldedTwiceInARowChangesNothingTheSecondTime(@ForAll("deliveries") Delivery delivery) {
        List<TaskEvent> doubled = delivery.folded().stream()
                .<TaskEvent>mapMulti(RunOrderPropertiesTest::twice)
                .toList();

        assertThat(after(doubled)).isEqualTo(after(delivery.folded()));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void anyOrderAndRepetitionOfWhatACleanUpSaysGivesTheSameTask(@ForAll("cleanUps") Delivery delivery) {
        Task task = afterPushes(delivery.folded());

        assertThat(task).isEqualTo(afterPushes(delivery.sent()));
        Statistics.collect(task.phase(), task.rollback().left().size());
    }

    /** Three were pushed, and the task has failed. */
    private static Task afterPushes(List<TaskEvent> events) {
        Runner failing = new Runner("anna");
        List<TaskEvent> all = new ArrayList<>(List.of(
                Fixtures.submission(TaskPolicy.DEFAULT.with(Recovery.AUTO)),
                failing.begins(),
                failing.pushes(2, 0),
                failing.pushes(3, 1),
                failing.pushes(4, 2),
                failing.having(3).fails(5, 40)));
        all.addAll(events);
        return after(all);
    }

    @Provide
    Arbitrary<Delivery> cleanUps() {
        Runner failed = new Runner("anna");
        Runner undoing = new Runner("bert", 2);
        List<TaskEvent> begun = List.of(
                undoing.asks(Duration.ofSeconds(1)), undoing.undoes(2, failed, 2), undoing.undoes(3, failed, 2, 1));
        Arbitrary<TaskEvent> endings = Arbitraries.of(
                undoing.undoesAll(5, failed, 2, 1, 0),
                undoing.undoesAll(4, failed, 2, 1),
                undoing.fails(4, 0),
                undoing.fails(4, 0, new TaskError("STUCK", "never", false)),
                undoing.givesBack(4),
                undoing.finishes(4));
        return endings.flatMap(ending -> {
            List<TaskEvent> sent = new ArrayList<>(begun);
            sent.add(ending);
            return Histories.inAnyOrderAndRepetition(sent).map(folded -> new Delivery(sent, folded));
        });
    }

    private static void twice(TaskEvent event, Consumer<TaskEvent> sink) {
        sink.accept(event);
        sink.accept(event);
    }

    @Provide
    Arbitrary<Delivery> deliveries() {
        return policies().map(Fixtures::submission).flatMap(submission -> Histories.wholeRuns(
                        new Runner("anna"), Ending.values())
                .flatMap(events -> delivery(submission, events)));
    }

    private static Arbitrary<Delivery> delivery(RunCommand submission, List<RunEvent> events) {
        List<TaskEvent> sent = new ArrayList<>(List.of(submission));
        sent.addAll(events);
        return Histories.inAnyOrderAndRepetition(sent).map(folded -> new Delivery(sent, folded));
    }

    private static Arbitrary<TaskPolicy> policies() {
        Timeouts minutes = new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(10));
        TaskPolicy strict = new TaskPolicy(TaskPolicy.DEFAULT.retry(), Timeouts.NONE, true);
        TaskPolicy auto = TaskPolicy.DEFAULT.with(Recovery.AUTO);
        return Arbitraries.of(
                TaskPolicy.DEFAULT,
                strict,
                limits(minutes),
                attempts(3),
                attempts(3, minutes),
                auto,
                auto,
                strict.with(Recovery.AUTO),
                attempts(3, minutes).with(Recovery.AUTO),
                TaskPolicy.DEFAULT.with(Recovery.MANUAL));
    }
}
