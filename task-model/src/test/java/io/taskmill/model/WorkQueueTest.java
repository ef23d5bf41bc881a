package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkQueueTest {

    @ParameterizedTest
    @EnumSource
    void aQueueIsReadFromItsName(Priority priority) {
        WorkQueue queue = new WorkQueue("gpu-2_x", priority);

        assertThat(WorkQueue.parse(queue.text())).isEqualTo(queue);
    }

    @Test
    void theNameIsPoolThenPriority() {
        assertThat(new WorkQueue("default", Priority.LOW).text()).isEqualTo("default.low");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "default", "default.", ".low", "default.urgent", "a.b.low", "Default.low"})
    void otherTextsNameNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> WorkQueue.parse(text));
    }
}
