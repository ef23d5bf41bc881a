package io.taskmill.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private final Series series = new Series();

    @Test
    void whatDoesNotChangeHasNoSlope() {
        for (int i = 0; i < 10; i++) {
            series.add(Duration.ofSeconds(i), 7);
        }
        assertThat(series.slopePerHour()).isZero();
        assertThat(series.mean()).isEqualTo(7);
    }

    @Test
    void whatGrowsByOneASecondGrowsByAsManyAsAnHourHas() {
        for (int i = 0; i < 10; i++) {
            series.add(Duration.ofSeconds(i), 100 + i);
        }
        assertThat(series.slopePerHour()).isCloseTo(3_600, within(0.001));
        assertThat(series.last()).isEqualTo(109);
    }

    @Test
    void ofNothingAndOfOneThereIsNoSlope() {
        assertThat(series.slopePerHour()).isZero();
        series.add(Duration.ofSeconds(1), 5);
        assertThat(series.slopePerHour()).isZero();
    }
}
