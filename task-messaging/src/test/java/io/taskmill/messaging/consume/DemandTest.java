package io.taskmill.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemandTest {

    private final Demand demand = Demand.none();

    @Test
    void isWhatWasAskedForAndHasNotCome() {
        assertThat(demand.open()).isZero();
        demand.ask(2);
        demand.ask(3);
        demand.delivered();
        assertThat(demand.open()).isEqualTo(4);
    }

    @Test
    void whatCameUnaskedIsNotTakenFromTheNext() {
        demand.ask(1);
        demand.delivered();
        demand.delivered();
        assertThat(demand.open()).isZero();
        demand.ask(2);
        assertThat(demand.open()).isEqualTo(2);
    }

    @Test
    void canBeWithdrawn() {
        demand.ask(5);
        demand.delivered();
        demand.withdraw();
        assertThat(demand.open()).isZero();
        demand.ask(1);
        assertThat(demand.open()).isEqualTo(1);
    }

    @Test
    void neverEndsIfItIsEndlessAndIsThePrefetchForEachConsumer() {
        Demand endless = Demand.endless(3);
        for (int i = 0; i < 10; i++) {
            endless.delivered();
        }
        assertThat(endless.open()).isEqualTo(3);
    }
}
