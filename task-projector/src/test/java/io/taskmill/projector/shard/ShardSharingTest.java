package io.taskmill.projector.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardSharingTest {

    private static final long SECOND = 1_000_000_000L;

    private final ShardSharing sharing = new ShardSharing(8);

    private void second(long second, List<Integer> held, String... senders) {
        for (int shard : held) {
            for (String sender : senders) {
                sharing.ticked(shard, sender, second * SECOND);
            }
        }
    }

    private static List<Integer> shards(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private List<Integer> letGo(long second) {
        return IntStream.range(0, 8)
                .filter(shard -> sharing.shouldLetGo(shard, second * SECOND))
                .boxed()
                .toList();
    }

    @Test
    void aReplicaThatIsAloneKeepsAllShards() {
        second(1, shards(8), "me");

        assertThat(letGo(1)).isEmpty();
        assertThat(sharing.held()).isEqualTo(8);
    }

    @Test
    void besideAnotherReplicaItLetsOneGoAtATimeUntilItHasHalf() {
        List<Integer> held = new ArrayList<>(shards(8));
        for (long second = 1; second <= 20; second++) {
            second(second, held, "me", "other");
            List<Integer> gone = letGo(second);
            assertThat(gone).hasSizeLessThanOrEqualTo(1);
            held.removeAll(gone);
        }

        assertThat(held).hasSize(4);
    }

    @Test
    void aShareIsRoundedUpSoThatNoShardIsPassedRoundForEver() {
        second(1, shards(3), "me", "second", "third");

        assertThat(letGo(1)).isEmpty();
    }

    @Test
    void aReplicaWhoseTicksHaveEndedHasNoShareAnyMore() {
        second(1, shards(4), "me", "other");
        second(10, shards(8), "me");

        assertThat(letGo(10)).isEmpty();
    }

    @Test
    void aShardWithoutTicksIsNotHeldAnyMore() {
        second(1, shards(8), "me", "other");
        second(6, shards(4), "me", "other");

        assertThat(sharing.held()).isEqualTo(4);
        assertThat(letGo(6)).isEmpty();
    }
}
