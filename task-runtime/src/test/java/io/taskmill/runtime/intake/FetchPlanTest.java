package io.taskmill.runtime.intake;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.LOW;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.messaging.consume.RecordedChannel;
import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue.Kind;
import io.taskmill.runtime.run.Slots;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Subscriptions that never connect keep what was asked: what a queue still owes stays asked after its delivery here. */
class FetchPlanTest {

    private static final long QUIET = Feed.QUIET_AFTER.toNanos() + 1;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RecordedChannel channel = new RecordedChannel();
    private final List<Lane> lanes =
            Stream.of(HIGH, NORMAL, LOW).map(FetchPlanTest::lane).toList();
    private long now = Long.MAX_VALUE - 10; // nanoTime may overflow at any time

    @Test
    void asksForOneCommandPerFreeSlotByWeight() {
        plan(slots(10, 0)).adapt(now);
        assertThat(asked()).containsExactly(6, 3, 1);
    }

    @Test
    void asksOneQueueAfterTheOtherWhileOneSlotIsFree() {
        FetchPlan plan = plan(slots(1, 0));
        plan.adapt(now);
        assertThat(asked()).containsExactly(1, 0, 0);
        plan.adapt(now);
        assertThat(asked()).as("it is on its way").containsExactly(1, 0, 0);
    }

    @Test
    void looksAtTheNextQueueWhenOneSendsNothingAndListensToTheFirst() {
        FetchPlan plan = plan(slots(1, 0));
        plan.adapt(now);
        now += QUIET;
        plan.adapt(now);
        assertThat(asked()).containsExactly(1, 1, 0);
        now += QUIET;
        plan.adapt(now);
        assertThat(asked()).containsExactly(1, 1, 1);
    }

    @Test
    void asksForNothingWithoutAFreeSlot() {
        Slots slots = slots(2, 0);
        FetchPlan plan = plan(slots);
        plan.adapt(now);
        assertThat(asked()).containsExactly(1, 1, 0);
        take(slots, NORMAL, 2);
        plan.adapt(now);
        assertThat(asked()).containsExactly(0, 0, 0);
    }

    @Test
    void asksForHighPriorityAloneWhileOnlyTheKeptSlotIsFree() {
        Slots slots = slots(2, 1);
        take(slots, NORMAL, 1);
        plan(slots).adapt(now);
        assertThat(asked()).containsExactly(1, 0, 0);
    }

    @Test
    void countsWhatWaitsAgainstTheFreeSlots() {
        Slots slots = slots(3, 0);
        take(slots, NORMAL, 2);
        delivered(LOW);
        plan(slots).adapt(now);
        assertThat(asked()).containsExactly(0, 0, 0);
    }

    @Test
    void cutsWhatSilentQueuesMaySendWhenFewSlotsAreLeft() {
        Slots slots = slots(20, 0);
        FetchPlan plan = plan(slots);
        plan.adapt(now);
        assertThat(asked()).containsExactly(12, 6, 2);
        now += QUIET;
        plan.adapt(now);
        assertThat(asked()).as("all slots are still free").containsExactly(12, 6, 2);
        take(slots, NORMAL, 18);
        plan.adapt(now);
        assertThat(asked()).containsExactly(1, 1, 1);
    }

    @Test
    void asksAheadWhereRunsAreShort() {
        Slots slots = slots(10, 0);
        FetchPlan plan = plan(slots);
        plan.adapt(now);
        for (int i = 0; i < 400; i++) {
            plan.started();
        }
        take(slots, NORMAL, 10);
        now += SECOND;
        lanes.forEach(Lane::withdraw);
        Stream.of(HIGH, NORMAL, LOW).forEach(this::delivered);
        plan.adapt(now);
        assertThat(asked().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100 - 3);
        assertThat(asked()).first().isEqualTo(58);
    }

    @Test
    void asksForStrictCommandsByTheSameWeights() {
        List<Lane> both = Stream.of(lane(NORMAL, false), lane(NORMAL, true)).toList();
        Slots slots = slots(10, 0);
        FetchPlan plan = new FetchPlan(slots, both);
        plan.adapt(now);
        assertThat(both).extracting(Lane::asked).containsExactly(5, 5);
    }

    private FetchPlan plan(Slots slots) {
        return new FetchPlan(slots, lanes);
    }

    private static Slots slots(int total, int keptForHigh) {
        return new Slots(total, keptForHigh, () -> {});
    }

    private static void take(Slots slots, Priority priority, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(slots.tryTake(priority)).isTrue();
        }
    }

    private static Lane lane(Priority priority) {
        return lane(priority, false);
    }

    private static Lane lane(Priority priority, boolean strict) {
        Lane lane = new Lane(strict ? Kind.STRICT : Kind.ORDINARY, priority);
        lane.add(priority.text(), Subscriptions.unstarted(priority.text()));
        return lane;
    }

    private void delivered(Priority priority) {
        lanes.get(List.of(Priority.values()).indexOf(priority)).delivered(channel.received(priority.text()), now);
    }

    private List<Integer> asked() {
        return lanes.stream().map(Lane::asked).toList();
    }
}
