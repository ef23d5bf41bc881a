package io.taskmill.model.task;

import static io.taskmill.model.task.Fixtures.after;
import static io.taskmill.model.task.Fixtures.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.message.TaskEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** One run alone: how its messages travel makes no difference. */
class RunOrderPropertiesTest {

    /** What one run sent, and what was folded of it: all of it, in any order, some of it several times. */
    record Delivery(List<TaskEvent> sent, List<TaskEvent> folded) {}

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void anyOrderAndRepetitionOfARunsMessagesGivesTheSameTask(@ForAll("deliveries") Delivery delivery) {
        assertThat(after(delivery.folded())).isEqualTo(after(delivery.sent()));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whatIsFoldedTwiceInARowChangesNothingTheSecondTime(@ForAll("deliveries") Delivery delivery) {
        List<TaskEvent> doubled = delivery.folded().stream()
                .<TaskEvent>mapMulti(RunOrderPropertiesTest::twice)
                .toList();

        assertThat(after(doubled)).isEqualTo(after(delivery.folded()));
    }

    private static void twice(TaskEvent event, Consumer<TaskEvent> sink) {
        sink.accept(event);
        sink.accept(event);
    }

    @Provide
    Arbitrary<Delivery> deliveries() {
        return Histories.wholeRuns(new Runner("anna")).flatMap(events -> {
            List<TaskEvent> sent = new ArrayList<>(List.of(submission()));
            sent.addAll(events);
            return Histories.inAnyOrderAndRepetition(sent).map(folded -> new Delivery(sent, folded));
        });
    }
}
