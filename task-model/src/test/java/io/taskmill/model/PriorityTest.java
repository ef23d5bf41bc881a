package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorityTest {

    @ParameterizedTest
    @EnumSource
    void aPriorityIsReadAsItIsWritten(Priority priority) {
        assertThat(Priority.parse(priority.text())).isEqualTo(priority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HIGH", "urgent"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Priority.parse(text))
                .withMessage("priority '" + text + "' is none of high, normal, low");
    }

    @Test
    void aHigherPriorityWeighsMoreAndNoneStarves() {
        assertThat(Arrays.stream(Priority.values()).map(Priority::weight)).containsExactly(6, 3, 1);
    }
}
