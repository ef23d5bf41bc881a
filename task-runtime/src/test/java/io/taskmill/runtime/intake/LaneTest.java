package io.taskmill.runtime.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.messaging.consume.Received;
import io.taskmill.messaging.consume.RecordedChannel;
import io.taskmill.messaging.consume.Subscription;
import io.taskmill.model.Priority;
import io.taskmill.model.WorkQueue.Kind;
import io.taskmill.runtime.run.Place;
import io.taskmill.runtime.run.Slots;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time is what the lane is told. Whether its queues deliver as asked is shown with a broker, in SubscriptionIT. */
class LaneTest {

    private static final long START = Long.MAX_VALUE - 10; // nanoTime may overflow at any time
    private static final long QUIET = Feed.QUIET_AFTER.toNanos();
    private static final long WAIT = Lane.LONGEST_WAIT.toNanos();
    private static final String QUEUE = "work.default.normal";
    private static final String OTHER = "work.other.normal";

    private final RecordedChannel channel = new RecordedChannel();
    private final Lane lane = new Lane(Kind.ORDINARY, Priority.NORMAL);

    @BeforeEach
    void hasAQueue() {
        lane.add(QUEUE, Subscriptions.unstarted(QUEUE));
    }

    @Test
    void givesWhatItGotInOrder() {
        Received first = delivered(QUEUE, START);
        Received second = delivered(QUEUE, START);
        assertThat(lane.take()).isSameAs(first);
        assertThat(lane.take()).isSameAs(second);
        assertThat(lane.hasWork()).isFalse();
    }

    @Test
    void countsWhatWaitsAndWhatMustBeOnItsWay() {
        lane.ask(3, START);
        delivered(QUEUE, START);
        assertThat(lane.expected(START)).isEqualTo(4);
        lane.take();
        assertThat(lane.expected(START)).isEqualTo(3);
        lane.withdraw();
        assertThat(lane.expected(START)).isZero();
    }

    @Test
    void takesAQueueThatSendsNothingForEmptyUntilItSendsSomething() {
        lane.ask(3, START);
        assertThat(lane.isLively(START + QUIET)).isTrue();
        assertThat(lane.isLively(START + QUIET + 1)).isFalse();
        assertThat(lane.expected(START + QUIET + 1))
                .as("it may send, but need not")
                .isZero();
        assertThat(lane.asked()).isEqualTo(3);
        delivered(QUEUE, START + QUIET + 2);
        assertThat(lane.isLively(START + QUIET + 2)).isTrue();
        assertThat(lane.isLively(START + QUIET + QUIET + 3)).isFalse();
    }

    @Test
    void doesNotTakeAQueueForEmptyThatNobodyAsked() {
        lane.ask(1, START);
        lane.withdraw();
        assertThat(lane.isLively(START + WAIT)).isTrue();
        lane.ask(1, START + WAIT);
        assertThat(lane.isLively(START + WAIT + QUIET)).isTrue();
    }

    @Test
    void asksNothingOfAPausedPoolGivesBackWhatThatHasSentAndAsksAgainOnceItGoesOn() {
        lane.add(OTHER, Subscriptions.unstarted(OTHER));
        lane.ask(4, START);
        Received paused = delivered(QUEUE, START);
        Received other = delivered(OTHER, START);

        assertThat(lane.pause(Set.of("default"))).containsExactly(paused);

        assertThat(lane.isPaused(QUEUE)).isTrue();
        assertThat(lane.isPaused(OTHER)).isFalse();
        assertThat(lane.take()).isSameAs(other);
        assertThat(lane.asked()).as("of the other").isEqualTo(2);
        lane.ask(3, START);
        assertThat(lane.asked()).isEqualTo(5);
        lane.listen(START + QUIET + WAIT);
        assertThat(lane.pause(Set.of("default", "other"))).isEmpty();
        assertThat(lane.asked()).isZero();
        assertThat(lane.isLively(START + WAIT)).isFalse();
        lane.listen(START + WAIT);
        assertThat(lane.asked()).isZero();

        assertThat(lane.pause(Set.of())).isEmpty();
        assertThat(lane.isLively(START + WAIT)).isTrue();
    }

    @Test
    void listensWithOneCommandToAQueueThatSeemsEmpty() {
        lane.listen(START);
        assertThat(lane.asked()).as("not known to be empty").isZero();
        lane.ask(5, START);
        long later = START + QUIET + 1;
        lane.listen(later);
        assertThat(lane.asked()).as("that is enough").isEqualTo(5);
        lane.withdraw();
        lane.listen(later);
        lane.listen(later);
        assertThat(lane.asked()).isEqualTo(1);
    }

    @Test
    void sharesWhatItAsksForAmongItsQueues() {
        lane.add(OTHER, Subscriptions.unstarted(OTHER));
        lane.ask(3, START);
        lane.ask(3, START);
        assertThat(lane.subscriptions()).extracting(Subscription::asked).containsOnly(3);
        long later = START + QUIET + 1;
        delivered(OTHER, later);
        lane.ask(4, later);
        assertThat(lane.asked()).isEqualTo(10);
        assertThat(lane.expected(later)).as("the silent one counts no more").isEqualTo(1 + 7);
    }

    @Test
    void givesBackWhatHasWaitedForMoreThanASecond() {
        Received old = delivered(QUEUE, START);
        Received young = delivered(QUEUE, START + Duration.ofMillis(1).toNanos());
        assertThat(lane.overdue(START + WAIT)).isEmpty();
        assertThat(lane.overdue(START + WAIT + 1)).containsExactly(old);
        assertThat(lane.hasWork()).isTrue();
        assertThat(lane.overdue(START + WAIT + WAIT)).containsExactly(young);
        assertThat(lane.hasWork()).isFalse();
    }

    @Test
    void isRestlessWhileSomethingWaitsOrMayTurnOutToBeEmpty() {
        assertThat(lane.isRestless(START)).isFalse();
        lane.ask(1, START);
        assertThat(lane.isRestless(START)).isTrue();
        assertThat(lane.isRestless(START + QUIET + 1)).isFalse();
        delivered(QUEUE, START);
        assertThat(lane.isRestless(START + WAIT)).isTrue();
    }

    @Test
    void handsOutAllThatWaitsWhenItIsCleared() {
        Received first = delivered(QUEUE, START);
        Received second = delivered(QUEUE, START);
        assertThat(lane.clear()).containsExactly(first, second);
        assertThat(lane.hasWork()).isFalse();
    }

    @Test
    void itsCommandsTakeSlotsAndStrictOnesHaveQueuesOfTheirOwn() {
        Slots slots = new Slots(2, 0, () -> {});
        Lane strict = new Lane(Kind.STRICT, Priority.NORMAL);
        assertThat(strict.queue("gpu").text()).isEqualTo("gpu.strict-normal");
        assertThat(strict.room(slots)).isEqualTo(2);
        assertThat(strict.place(slots)).isPresent();
        assertThat(strict.room(slots)).isEqualTo(1);
        assertThat(lane.place(slots)).isPresent();
        assertThat(lane.room(slots)).isZero();
        assertThat(strict.place(slots)).isEmpty();
    }

    @Test
    void suspectsHaveOneQueueAndTakeOneSlotAtATime() {
        Slots slots = new Slots(2, 0, () -> {});
        Lane suspects = Lane.all().getLast();
        assertThat(suspects.queue("gpu").text()).isEqualTo("gpu.suspect");
        assertThat(suspects.room(slots)).isEqualTo(1);
        Place place = suspects.place(slots).orElseThrow();
        assertThat(suspects.room(slots)).isZero();
        assertThat(suspects.place(slots)).isEmpty();
        assertThat(lane.room(slots)).isEqualTo(1);
        place.leave();
        assertThat(suspects.room(slots)).isEqualTo(1);
        assertThat(slots.used()).isZero();
    }

    private Received delivered(String queue, long now) {
        Received received = channel.received(queue);
        lane.delivered(received, now);
        return received;
    }
}
