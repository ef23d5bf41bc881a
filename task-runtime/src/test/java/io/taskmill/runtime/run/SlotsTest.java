package io.taskmill.runtime.run;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.LOW;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private static final Duration NOW = Duration.ZERO;

    private final AtomicInteger freed = new AtomicInteger();

    @Test
    void areTakenOneByOneUntilNoneIsLeft() {
        Slots slots = slots(2, 0);
        assertThat(slots.tryTake(NORMAL)).isTrue();
        assertThat(slots.tryTake(LOW)).isTrue();
        assertThat(slots.tryTake(HIGH)).isFalse();
        assertThat(slots.used()).isEqualTo(2);
    }

    @Test
    void lookingAtThemTakesNone() {
        Slots slots = slots(1, 0);
        assertThat(slots.free(LOW)).isEqualTo(1);
        assertThat(slots.free(LOW)).isEqualTo(1);
        assertThat(slots.used()).isZero();
        assertThat(slots.total()).isEqualTo(1);
    }

    @Test
    void theLastFewAreKeptForHighPriority() {
        Slots slots = slots(3, 2);
        assertThat(slots.tryTake(NORMAL)).isTrue();
        assertThat(slots.free(NORMAL)).isZero();
        assertThat(slots.free(HIGH)).isEqualTo(2);
        assertThat(slots.tryTake(NORMAL)).isFalse();
        assertThat(slots.tryTake(LOW)).isFalse();
        assertThat(slots.tryTake(HIGH)).isTrue();
        assertThat(slots.tryTake(HIGH)).isTrue();
        assertThat(slots.tryTake(HIGH)).isFalse();
    }

    @Test
    void theOnlyOneIsForAll() {
        assertThat(slots(1, 1).tryTake(LOW)).isTrue();
    }

    @Test
    void givingOneBackTellsSo() {
        Slots slots = slots(1, 0);
        slots.tryTake(NORMAL);
        assertThat(freed).hasValue(0);
        slots.giveBack(NORMAL);
        assertThat(freed).hasValue(1);
        assertThat(slots.tryTake(NORMAL)).isTrue();
    }

    @Test
    void theLastFreeSlotIsForAnybodyWhileHighPriorityHasTheKeptOne() {
        Slots slots = slots(3, 1);
        slots.tryTake(HIGH);
        slots.tryTake(HIGH);

        assertThat(slots.tryTake(LOW)).isTrue();
    }

    @Test
    void whoIsToldCanTakeTheFreedOne() {
        AtomicInteger taken = new AtomicInteger();
        Slots[] slots = new Slots[1];
        slots[0] = new Slots(1, 0, () -> taken.addAndGet(slots[0].tryTake(NORMAL) ? 1 : 0));
        slots[0].tryTake(NORMAL);
        slots[0].giveBack(NORMAL);
        assertThat(taken).hasValue(1);
    }

    @Test
    void oneThatAsksKeepsItsSlotUntilItStepsAside() throws Exception {
        Slots slots = slots(1, 0);
        Place asking = slots.takeToAsk(NORMAL).orElseThrow();
        assertThat(slots.used()).isEqualTo(1);
        asking.stepAside();
        assertThat(slots.used()).isZero();
        assertThat(freed).hasValue(1);
        assertThat(asking.enter(NOW)).isTrue();
        assertThat(slots.used()).isEqualTo(1);
        asking.leave();
        assertThat(slots.used()).isZero();
    }

    @Test
    void oneThatDoesNotAskNeverStepsAside() {
        Slots slots = slots(1, 0);
        slots.take(NORMAL).orElseThrow().stepAside();
        assertThat(slots.used()).isEqualTo(1);
    }

    @Test
    void asManyMayAskAsThereAreAndOnlyWhileOneIsFree() throws Exception {
        Slots slots = slots(2, 0);
        Place first = slots.takeToAsk(NORMAL).orElseThrow();
        first.stepAside();
        assertThat(slots.roomToAsk()).isEqualTo(1);
        Place last = slots.takeToAsk(NORMAL).orElseThrow();
        last.stepAside();
        assertThat(slots.roomToAsk()).isZero();
        assertThat(slots.takeToAsk(NORMAL)).isEmpty();
        last.leave();
        assertThat(slots.roomToAsk()).isEqualTo(1);
        assertThat(first.enter(NOW)).isTrue();
        assertThat(slots.roomToAsk()).as("nobody asks").isEqualTo(2);
        slots.tryTake(NORMAL);
        assertThat(slots.takeToAsk(HIGH)).isEmpty();
    }

    @Test
    void whoFindsNoneInTimeHoldsNone() throws Exception {
        Slots slots = slots(1, 0);
        Place asking = slots.takeToAsk(NORMAL).orElseThrow();
        asking.stepAside();
        Place other = slots.take(NORMAL).orElseThrow();
        assertThat(asking.enter(Duration.ofMillis(1))).isFalse();
        asking.leave();
        assertThat(slots.used()).isEqualTo(1);
        other.leave();
        assertThat(slots.free(NORMAL)).isEqualTo(1);
        assertThat(slots.roomToAsk()).isEqualTo(1);
    }

    @Test
    void whoEntersIsServedBeforeWhoIsToldThatOneIsFree() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        Slots[] slots = new Slots[1];
        AtomicBoolean wanted = new AtomicBoolean();
        slots[0] = new Slots(1, 0, () -> taken.addAndGet(wanted.get() && slots[0].tryTake(NORMAL) ? 1 : 0));
        Place asking = slots[0].takeToAsk(NORMAL).orElseThrow();
        asking.stepAside();
        Place other = slots[0].take(NORMAL).orElseThrow();
        wanted.set(true);
        AtomicBoolean entered = new AtomicBoolean();
        Thread entering = Thread.ofVirtual().start(() -> entered.set(entered(asking)));
        await().until(() -> entering.getState() == Thread.State.TIMED_WAITING);
        other.leave();
        entering.join();
        assertThat(entered).isTrue();
        assertThat(taken).hasValue(0);
    }

    @Test
    void whoIsInterruptedWhileItWaitsTakesNone() throws Exception {
        Slots slots = slots(1, 0);
        Place asking = slots.takeToAsk(NORMAL).orElseThrow();
        asking.stepAside();
        Place other = slots.take(NORMAL).orElseThrow();
        Thread entering = Thread.ofVirtual().start(() -> entered(asking));
        await().until(() -> entering.getState() == Thread.State.TIMED_WAITING);
        entering.interrupt();
        entering.join();
        other.leave();
        assertThat(slots.free(NORMAL)).isEqualTo(1);
        asking.leave();
        assertThat(slots.roomToAsk()).isEqualTo(1);
    }

    private static boolean entered(Place place) {
        try {
            return place.enter(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            return false;
        }
    }

    private Slots slots(int total, int keptForHigh) {
        return new Slots(total, keptForHigh, freed::incrementAndGet);
    }
}
