package io.taskmill.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GapTrackerTest {

    private record Message(String sender, long seq) {}

    private final GapTracker tracker = new GapTracker();

    @Test
    void theFirstMessageOfAShardIsAGapAndTheNextOnesAreNone() {
        assertThat(tracker.isGap(0, "a", 7)).isTrue();
        assertThat(tracker.isGap(0, "a", 8)).isFalse();
        assertThat(tracker.isGap(0, "a", 9)).isFalse();
        assertThat(tracker.isGap(1, "a", 10)).isTrue();
    }

    @Test
    void whatComesTwiceOrLateIsNoGap() {
        tracker.isGap(0, "a", 7);
        assertThat(tracker.isGap(0, "a", 7)).isFalse();
        assertThat(tracker.isGap(0, "a", 6)).isFalse();
        assertThat(tracker.isGap(0, "a", 8)).isFalse();
    }

    @Test
    void aSenderThatWasThereBeforeMaySpeakLate() {
        tracker.isGap(0, "a", 7);
        assertThat(tracker.isGap(0, "b", 1)).isTrue();
        assertThat(tracker.isGap(0, "a", 8)).isFalse();
        assertThat(tracker.isGap(0, "b", 2)).isFalse();
        assertThat(tracker.isGap(0, "a", 10)).isTrue();
    }

    @Test
    void sendersOfLongAgoAreForgotten() {
        tracker.isGap(0, "a", 1);
        List.of("b", "c", "d", "e").forEach(sender -> tracker.isGap(0, sender, 1));
        assertThat(tracker.isGap(0, "a", 2)).isTrue();
    }

    @Test
    void whoForgetsBeginsAnew() {
        tracker.isGap(0, "a", 1);
        tracker.forget();
        assertThat(tracker.isGap(0, "a", 2)).isTrue();
    }

    /** Turns follow one another at a shard; some messages are dropped. */
    @Property
    void afterEachMessageThatIsMissingTheNextOneOfThatOrALaterTurnIsAGap(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 12) Integer> turns,
            @ForAll Set<@IntRange(max = 71) Integer> dropped) {
        List<Message> all = messages(turns);
        GapTracker fresh = new GapTracker();
        boolean missing = true; // whatever came before
        for (int i = 0; i < all.size(); i++) {
            Message message = all.get(i);
            if (dropped.contains(i)) {
                missing = true;
            } else {
                boolean newTurn = message.seq() == 1;
                assertThat(fresh.isGap(0, message.sender(), message.seq()))
                        .as("%s of %s without %s", message, all, dropped)
                        .isEqualTo(missing || newTurn);
                missing = false;
            }
        }
    }

    @Property
    void whateverTheOrderNobodyWhoMissesSomethingOfASenderGoesUntold(
            @ForAll @IntRange(min = 2, max = 20) int count,
            @ForAll @IntRange(max = 19) int dropped,
            @ForAll long seed) {
        List<Message> all = new ArrayList<>(messages(List.of(count)));
        int missing = dropped % (count - 1); // not the last one: nothing tells of it until the next beat
        Message last = all.removeLast();
        all.remove(missing);
        Collections.shuffle(all, new Random(seed));
        all.add(last);
        GapTracker fresh = new GapTracker();
        Set<Long> gaps = new HashSet<>();
        all.forEach(message -> {
            if (fresh.isGap(0, message.sender(), message.seq())) {
                gaps.add(message.seq());
            }
        });
        assertThat(gaps).anyMatch(seq -> seq > missing + 1);
    }

    private static List<Message> messages(List<Integer> turns) {
        List<Message> all = new ArrayList<>();
        for (int turn = 0; turn < turns.size(); turn++) {
            String sender = "turn-" + turn;
            IntStream.rangeClosed(1, turns.get(turn)).forEach(seq -> all.add(new Message(sender, seq)));
        }
        return all;
    }
}
