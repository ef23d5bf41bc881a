package io.taskmill.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefetchBudgetTest {

    private final PrefetchBudget budget = new PrefetchBudget();

    @Test
    void theFirstConsumerHasAllRoom() {
        assertThat(budget.canGrow(8)).isTrue();
        assertThat(budget.room(8)).isEqualTo(8);
        budget.begin(8);
        assertThat(budget.isConsumed()).isTrue();
        assertThat(budget.canGrow(8)).isFalse();
    }

    @Test
    void whatCancelledConsumersHoldIsTakenFromTheNext() {
        PrefetchBudget.Share first = consumes(8, 6);
        budget.allCancelled();
        assertThat(budget.isConsumed()).isFalse();
        assertThat(budget.room(8)).isEqualTo(2);
        first.settled();
        assertThat(budget.room(8)).isEqualTo(3);
    }

    @Test
    void withoutRoomNobodyBegins() {
        consumes(2, 2);
        budget.allCancelled();
        assertThat(budget.canGrow(2)).isFalse();
    }

    @Test
    void anotherOneBeginsBesideTheFirstOnceThatIsWorthIt() {
        PrefetchBudget.Share earlier = consumes(8, 6);
        budget.allCancelled();
        budget.begin(2);
        earlier.settled();
        assertThat(budget.canGrow(8)).as("one more is not worth a consumer").isFalse();
        earlier.settled();
        assertThat(budget.canGrow(8)).as("twice as many are").isTrue();
        budget.begin(budget.room(8));
        assertThat(budget.room(8)).isZero();
        for (int i = 0; i < 4; i++) {
            earlier.settled();
        }
        assertThat(budget.canGrow(8)).as("and so is the last room").isTrue();
    }

    @Test
    void growsWithThePrefetchAndTellsWhenItHasBecomeLess() {
        consumes(4, 4);
        assertThat(budget.room(10)).isEqualTo(6);
        assertThat(budget.canGrow(10)).isTrue();
        assertThat(budget.exceeds(4)).isFalse();
        assertThat(budget.exceeds(3)).isTrue();
    }

    private PrefetchBudget.Share consumes(int room, int delivered) {
        PrefetchBudget.Share share = budget.begin(room);
        for (int i = 0; i < delivered; i++) {
            share.taken();
        }
        return share;
    }
}
