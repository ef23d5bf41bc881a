package io.taskmill.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefetchTest {

    private final Prefetch prefetch = new Prefetch();

    @Test
    void whatWasDeliveredBeforeIsAddedToTheLimit() {
        deliver(1, 7);
        assertThat(prefetch.set(2, 7)).isEqualTo(9);
    }

    @Test
    void eachOlderMessageThatIsSettledLowersTheLimit() {
        deliver(1, 3);
        prefetch.set(2, 3);
        assertThat(prefetch.settled(2, false, 1)).isTrue();
        assertThat(prefetch.limit()).isEqualTo(4);
        assertThat(prefetch.settled(3, true, 2)).isTrue();
        assertThat(prefetch.limit()).isEqualTo(2);
    }

    @Test
    void aNewerMessageThatIsSettledMakesRoomForAnother() {
        deliver(1, 3);
        prefetch.set(2, 3);
        deliver(4, 5);
        assertThat(prefetch.settled(4, false, 1)).isFalse();
        assertThat(prefetch.limit()).isEqualTo(5);
    }

    @Test
    void settlingUpToANewerMessageSettlesAllOlderOnes() {
        deliver(1, 3);
        prefetch.set(2, 3);
        deliver(4, 5);
        assertThat(prefetch.settled(5, true, 5)).isTrue();
        assertThat(prefetch.limit()).isEqualTo(2);
    }

    @Test
    void noLimitStaysNoLimit() {
        deliver(1, 3);
        assertThat(prefetch.set(0, 3)).isZero();
        assertThat(prefetch.settled(2, false, 1)).isFalse();
        assertThat(prefetch.limit()).isZero();
    }

    @Test
    void whatIsSettledTwiceCountsOnce() {
        deliver(1, 3);
        prefetch.set(2, 3);
        prefetch.settled(1, false, 1);
        assertThat(prefetch.settled(1, false, 0)).isFalse();
        assertThat(prefetch.limit()).isEqualTo(4);
    }

    private void deliver(long first, long last) {
        for (long tag = first; tag <= last; tag++) {
            prefetch.delivered(tag);
        }
    }
}
