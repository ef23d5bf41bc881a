package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {

    /** From another implementation of CRC-32. If these change, every installation's tasks lie on the wrong shard. */
    @ParameterizedTest
    @CsvSource({
        "01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10, 0, 3, 3, 931",
        "00000000-0000-0000-0000-000000000000, 0, 1, 1, 225",
        "ffffffff-ffff-ffff-ffff-ffffffffffff, 0, 3, 7, 631",
        "018f2b6e-1c4d-7a90-8e21-3f5a6b7c8d9e, 0, 3, 7, 671",
        "worker-1, 0, 0, 0, 808",
        "123456789, 0, 2, 6, 262",
        "sitzung-ü, 0, 0, 0, 208"
    })
    void anIdStaysOnItsShardForEver(String id, int ofOne, int ofFour, int ofEight, int ofThousand) {
        assertThat(new Shards(1).of(id)).isEqualTo(ofOne);
        assertThat(new Shards(4).of(id)).isEqualTo(ofFour);
        assertThat(new Shards(8).of(id)).isEqualTo(ofEight);
        assertThat(new Shards(1000).of(id)).isEqualTo(ofThousand);
    }

    @Test
    void aTaskLivesOnTheShardOfItsIdsText() {
        TaskId task = TaskId.parse("01983F5E-7A00-7C3A-9D1F-0B5C2D6E8F10");

        assertThat(new Shards(1000).of(task)).isEqualTo(new Shards(1000).of("01983f5e-7a00-7c3a-9d1f-0b5c2d6e8f10"));
    }

    @Test
    void idsSpreadEvenlyOverTheShards() {
        Random random = new Random(7);
        Shards shards = new Shards(8);

        Map<Integer, Long> counts = Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(10_000)
                .map(id -> shards.of(new TaskId(id)))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(counts).containsOnlyKeys(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(1125L, 1375L));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1025})
    void aNumberOfShardsOutOfBoundsIsRefused(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shards(count))
                .withMessageContaining("taskmill.shards is " + count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1024})
    void theBoundsThemselvesAreAllowed(int count) {
        assertThat(new Shards(count).of("x")).isBetween(0, count - 1);
    }
}
