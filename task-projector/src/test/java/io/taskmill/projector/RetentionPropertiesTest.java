package io.taskmill.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.model.State;
import io.taskmill.store.Reservations;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionPropertiesTest {

    private static final Duration FOR_EVER = Duration.ZERO;

    @Test
    void eachStateHasAnAgeOfItsOwnOrNone() {
        assertThat(new RetentionProperties(Duration.ofDays(31), Duration.ofDays(365), FOR_EVER).ages())
                .isEqualTo(Map.of(State.FINISHED, Duration.ofDays(31), State.FAILED, Duration.ofDays(365)));
        assertThat(new RetentionProperties(FOR_EVER, FOR_EVER, Duration.ofDays(36_500)).ages())
                .isEqualTo(Map.of(State.CANCELLED, Duration.ofDays(36_500)));
        assertThat(new RetentionProperties(FOR_EVER, FOR_EVER, FOR_EVER).ages()).isEmpty();
    }

    @Test
    void noTaskMayBeKeptForLessThanItsKey() {
        Duration asLong = Reservations.LONGEST_TTL;
        assertThatThrownBy(() -> new RetentionProperties(asLong, FOR_EVER, FOR_EVER))
                .hasMessage("taskmill.projector.retention.finished is 30d but must be 0s or 31d to 36500d");
        assertThatThrownBy(() -> new RetentionProperties(FOR_EVER, asLong, FOR_EVER))
                .hasMessage("taskmill.projector.retention.failed is 30d but must be 0s or 31d to 36500d");
        assertThatThrownBy(() -> new RetentionProperties(FOR_EVER, FOR_EVER, asLong))
                .hasMessage("taskmill.projector.retention.cancelled is 30d but must be 0s or 31d to 36500d");
    }
}
