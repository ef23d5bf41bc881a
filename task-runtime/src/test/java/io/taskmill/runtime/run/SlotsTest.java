package io.taskmill.runtime.run;

import static io.taskmill.model.Priority.HIGH;
import static io.taskmill.model.Priority.LOW;
import static io.taskmill.model.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTest {

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

    private Slots slots(int total, int keptForHigh) {
        return new Slots(total, keptForHigh, freed::incrementAndGet);
    }
}
