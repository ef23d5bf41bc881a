package io.taskmill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ApiPropertiesTest {

    @Test
    void valuesOutOfBoundsAreRefusedByName() {
        assertThatThrownBy(() -> new ApiProperties(Duration.ZERO, DataSize.ofKilobytes(256)))
                .hasMessageContaining("taskmill.api.confirm-timeout is 0s but must be 1ms to 1m");
        assertThatThrownBy(() -> new ApiProperties(Duration.ofMinutes(2), DataSize.ofKilobytes(256)))
                .hasMessageContaining("taskmill.api.confirm-timeout");
        assertThatThrownBy(() -> new ApiProperties(Duration.ofSeconds(5), DataSize.ofBytes(10)))
                .hasMessageContaining("taskmill.api.max-body is 10B");
        assertThat(new ApiProperties(Duration.ofSeconds(5), DataSize.ofKilobytes(256)).maxBody())
                .isEqualTo(DataSize.ofKilobytes(256));
    }
}
