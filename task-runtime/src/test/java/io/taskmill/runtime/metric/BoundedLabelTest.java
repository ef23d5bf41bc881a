package io.taskmill.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedLabelTest {

    private final BoundedLabel label = new BoundedLabel();

    @Test
    void tellsTheFirstHundredValuesApartForEver() {
        IntStream.range(0, BoundedLabel.MOST)
                .forEach(i -> assertThat(label.of("T" + i)).isEqualTo("T" + i));
        assertThat(label.of("ONE_MORE")).isEqualTo("other");
        assertThat(label.of("T0")).isEqualTo("T0");
        assertThat(label.of("T99")).isEqualTo("T99");
    }

    @Test
    void hasTheSameBoundForManyThreads() {
        long apart = IntStream.range(0, 10_000)
                .parallel()
                .mapToObj(i -> label.of("T" + i))
                .filter(value -> !value.equals("other"))
                .distinct()
                .count();
        assertThat(apart).isEqualTo(BoundedLabel.MOST);
    }
}
