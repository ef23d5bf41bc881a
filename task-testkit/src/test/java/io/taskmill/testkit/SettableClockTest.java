package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SettableClockTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final SettableClock clock = new SettableClock(START);

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void advancesByTheStepAndAnswersTheNewTime() {
        assertThat(clock.advance(Duration.ofMinutes(5))).isEqualTo("2026-03-01T12:05:00Z");
        assertThat(clock.millis()).isEqualTo(START.plusSeconds(300).toEpochMilli());
    }

    @Test
    void goesBackLikeACorrectedSystemClock() {
        clock.advance(Duration.ofSeconds(-3));
        assertThat(clock.instant()).isEqualTo("2026-03-01T11:59:57Z");
        clock.set(START);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void movesTogetherWithItsViewsInOtherZones() {
        SettableClock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        clock.advance(Duration.ofHours(1));
        assertThat(berlin.instant()).isEqualTo("2026-03-01T13:00:00Z");
        assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }
}
