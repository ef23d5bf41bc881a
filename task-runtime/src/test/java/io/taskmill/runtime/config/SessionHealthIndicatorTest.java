package io.taskmill.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.runtime.WorkerStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class SessionHealthIndicatorTest {

    private static final Duration LEFT = Duration.ofSeconds(12);

    @Test
    void isUpWhileALeaseStandsAndTellsOfIt() {
        Health health = health(true, true, "s-1", LEFT);
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("session", "s-1")
                .containsEntry("leaseSeconds", 12L)
                .containsEntry("slots", 32)
                .containsEntry("slotsUsed", 3)
                .containsEntry("slotsLeaked", 1);
    }

    @Test
    void isOutOfServiceWithoutASession() {
        assertThat(health(true, true, null, Duration.ZERO).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void isOutOfServiceOnceTheLeaseIsOver() {
        assertThat(health(true, true, "s-1", Duration.ZERO).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void isOutOfServiceBeforeTheTypesAreAnnounced() {
        assertThat(health(true, false, "s-1", LEFT).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void isOutOfServiceWhileDrainingAlthoughTheLeaseStands() {
        Health health = health(false, true, "s-1", LEFT);
        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails()).containsEntry("draining", true);
    }

    private static Health health(boolean running, boolean announced, @Nullable String session, Duration left) {
        return new SessionHealthIndicator(() -> new WorkerStatus(running, announced, session, left, 32, 3, 1)).health();
    }
}
