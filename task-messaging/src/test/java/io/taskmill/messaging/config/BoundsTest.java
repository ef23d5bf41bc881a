package io.taskmill.messaging.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S,          0s",
        "PT-1S,         -1s",
        "PT0.0015S,     1500us",
        "PT0.000000001S,1ns",
        "PT90S,         90s",
        "PT2M,          2m",
        "P1D,           1d",
        "PT2562047788015215H30M7.999999999S, PT2562047788015215H30M7.999999999S",
    })
    void durationsAreToldAsTheyAreWritten(Duration value, String text) {
        assertThat(Bounds.text(value)).isEqualTo(text);
    }

    @Test
    void bothBoundsAreWithin() {
        Bounds.require("x", 1, 1, 3);
        Bounds.require("x", 3, 1, 3);
        Bounds.require("x", Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));
        Bounds.require("x", Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void zeroMayBeOutOfBoundsAndIsToldThenAsWell() {
        Bounds.requireUnlessZero("x", Duration.ZERO, Duration.ofDays(2), Duration.ofDays(3));
        Bounds.requireUnlessZero("x", Duration.ofDays(2), Duration.ofDays(2), Duration.ofDays(3));
        Bounds.requireUnlessZero("x", Duration.ofDays(3), Duration.ofDays(2), Duration.ofDays(3));
        for (Duration wrong : List.of(Duration.ofDays(2).minusNanos(1), Duration.ofDays(-2), Duration.ofDays(4))) {
            assertThatThrownBy(() -> Bounds.requireUnlessZero("a.b", wrong, Duration.ofDays(2), Duration.ofDays(3)))
                    .hasMessage("a.b is " + Bounds.text(wrong) + " but must be 0s or 2d to 3d");
        }
    }

    @Test
    void theNumberZeroMayBeOutOfBoundsToo() {
        Bounds.requireUnlessZero("x", 0, 5, 7);
        Bounds.requireUnlessZero("x", 5, 5, 7);
        Bounds.requireUnlessZero("x", 7, 5, 7);
        for (int wrong : new int[] {-1, 1, 4, 8}) {
            assertThatThrownBy(() -> Bounds.requireUnlessZero("a.b", wrong, 5, 7))
                    .hasMessage("a.b is " + wrong + " but must be 0 or 5 to 7");
        }
    }

    @Test
    void whatIsBeyondIsRefusedByPropertyValueAndRule() {
        assertThatThrownBy(() -> Bounds.require("a.b", 4, 1, 3)).hasMessage("a.b is 4 but must be 1 to 3");
        assertThatThrownBy(() -> Bounds.require("a.b", 0, 1, 3)).hasMessage("a.b is 0 but must be 1 to 3");
        assertThatThrownBy(
                        () -> Bounds.require("a.b", Duration.ofMillis(-5), Duration.ofMillis(1), Duration.ofMinutes(1)))
                .hasMessage("a.b is -5ms but must be 1ms to 1m");
        assertThatThrownBy(() -> Bounds.require(
                        "a.b", Duration.ofSeconds(Long.MAX_VALUE), Duration.ofMillis(1), Duration.ofMinutes(1)))
                .hasMessageEndingWith("but must be 1ms to 1m");
    }
}
