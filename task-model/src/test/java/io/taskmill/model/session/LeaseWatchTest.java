package io.taskmill.model.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tick that follows a heartbeat may have been sent before it, so a lease of 15 s counts from the second. */
class LeaseWatchTest {

    private final Watching watching = new Watching();

    @Test
    void aLeaseIsOverFifteenSecondsAfterTheSecondTickThatFollowsTheHeartbeat() {
        watching.tick("p", 99).heartbeat("s").ticks("p", 100, 115);
        assertThat(watching.lost()).isEmpty();

        watching.tick("p", 116);
        assertThat(watching.lost()).containsExactly("s");
    }

    @Test
    void aLeaseThatIsOverIsToldOnce() {
        watching.heartbeat("s").ticks("p", 100, 160);

        assertThat(watching.lost()).containsExactly("s");
        assertThat(watching.watch().sessions()).isEmpty();
    }

    @Test
    void ticksAloneLoseNobody() {
        watching.ticks("p", 0, 100);

        assertThat(watching.lost()).isEmpty();
    }

    @Test
    void aHeartbeatStartsTheCountAnew() {
        watching.heartbeat("s").ticks("p", 100, 115).heartbeat("s").ticks("p", 116, 131);
        assertThat(watching.lost()).isEmpty();

        watching.tick("p", 132);
        assertThat(watching.lost()).containsExactly("s");
    }

    @Test
    void theHeartbeatOfOneSessionDoesNotRenewAnother() {
        watching.heartbeat("s")
                .heartbeat("t")
                .ticks("p", 100, 110)
                .heartbeat("t")
                .ticks("p", 111, 116);
        assertThat(watching.lost()).containsExactly("s");

        watching.ticks("p", 117, 126);
        assertThat(watching.lost()).containsExactly("s");

        watching.tick("p", 127);
        assertThat(watching.lost()).containsExactly("s", "t");
    }

    @Test
    void aSessionThatIsForgottenIsNotLost() {
        watching.heartbeat("s").ticks("p", 100, 110).forget("s").ticks("p", 111, 140);

        assertThat(watching.lost()).isEmpty();
    }

    @Test
    void ticksUpToThreeSecondsApartCount() {
        watching.heartbeat("s");
        for (int second = 100; second <= 115; second += 3) {
            watching.tick("p", second);
        }
        assertThat(watching.lost()).isEmpty();

        watching.tick("p", 118);
        assertThat(watching.lost()).containsExactly("s");
    }

    @Test
    void aLongerGapStartsTheCountAnew() {
        watching.heartbeat("s").ticks("p", 100, 110).tick("p", Duration.ofMillis(113_001));
        watching.ticks("p", 114, 128);
        assertThat(watching.lost()).isEmpty();

        watching.tick("p", 129);
        assertThat(watching.lost()).containsExactly("s");
    }

    @Test
    void aSenderWhoseClockGoesBackHasBeenRestartedAndCountsAnew() {
        watching.heartbeat("s").ticks("p", 100, 115).ticks("p", 0, 15);
        assertThat(watching.lost()).isEmpty();

        watching.tick("p", 16);
        assertThat(watching.lost()).containsExactly("s");
    }

    @Test
    void theSameTickFoldedTwiceIsOneTick() {
        watching.heartbeat("s").tick("p", 100).tick("p", 100).ticks("p", 101, 115);

        assertThat(watching.lost())
                .as("the second tick after the heartbeat is that of second 101")
                .isEmpty();
    }

    @Test
    void sendersCountApartFromEachOther() {
        watching.heartbeat("s").ticks("p", 100, 110).ticks("q", 900, 905);

        assertThat(watching.lost()).isEmpty();
    }

    @Test
    void theCountOfOneSenderSuffices() {
        watching.heartbeat("s");
        for (int second = 0; second <= 15; second++) {
            watching.tick("p", 100 + second);
            if (second % 7 == 0) {
                watching.tick("q", 900 + second);
            }
        }
        assertThat(watching.lost()).isEmpty();

        watching.tick("p", 116);
        assertThat(watching.lost()).containsExactly("s");
    }

    @Test
    void anotherSenderTakesOverWhenTheFirstIsSilent() {
        watching.heartbeat("s").ticks("p", 100, 110).ticks("q", 900, 916);

        assertThat(watching.lost()).containsExactly("s");
    }

    @Test
    void aBrokerThatStalledForAMinuteLosesNobody() {
        watching.ticks("p", 90, 99)
                .ticks("q", 490, 499)
                .heartbeat("s")
                .ticks("p", 100, 110)
                .ticks("q", 500, 510);

        watching.ticks("p", 171, 180).ticks("q", 571, 580).heartbeat("s").ticks("p", 181, 190);

        assertThat(watching.lost()).isEmpty();
    }

    @Test
    void moreSendersThanCanBeCountedForgetTheOneThatWasSilentLongest() {
        watching.heartbeat("s").ticks("p", 100, 110);
        for (int sender = 0; sender < LeaseWatch.MAX_SENDERS; sender++) {
            watching.tick("sender-" + sender, 5);
        }

        assertThat(watching.watch().senders()).hasSize(LeaseWatch.MAX_SENDERS).doesNotContainKey("p");
    }

    @Test
    void aSenderThatStaysIsCountedWhileOthersComeAndGo() {
        watching.heartbeat("s");
        for (int second = 0; second <= 16; second++) {
            for (int passing = 0; passing < 100; passing++) {
                watching.tick("passing-" + second + "-" + passing, 5);
            }
            watching.tick("p", 100 + second);
        }

        assertThat(watching.lost()).containsExactly("s");
        assertThat(watching.watch().senders()).hasSize(LeaseWatch.MAX_SENDERS);
    }

    @Test
    void aWatchIsAValueThatTicksDoNotChange() {
        LeaseWatch before =
                LeaseWatch.EMPTY.renewed("s").tick("p", Duration.ofSeconds(1)).watch();
        String was = before.toString();

        assertThat(before.tick("p", Duration.ofSeconds(2))).isEqualTo(before.tick("p", Duration.ofSeconds(2)));
        assertThat(before.renewed("t").sessions()).isEqualTo(List.of("s", "t"));
        assertThat(before).hasToString(was);
    }
}
