package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkQueueTest {

    @ParameterizedTest
    @EnumSource
    void aQueueIsReadFromItsName(Priority priority) {
        WorkQueue ordinary = new WorkQueue("gpu-2_x", priority, false);
        WorkQueue strict = new WorkQueue("gpu-2_x", priority, true);

        assertThat(WorkQueue.parse(ordinary.text())).isEqualTo(ordinary);
        assertThat(WorkQueue.parse(strict.text())).isEqualTo(strict);
    }

    @Test
    void theNameIsPoolThenPriority() {
        assertThat(new WorkQueue("default", Priority.LOW, false)).hasToString("default.low");
    }

    @Test
    void theNameOfAQueueWhoseStartsWaitSaysSo() {
        assertThat(new WorkQueue("default", Priority.LOW, true)).hasToString("default.strict-low");
    }

    @Test
    void theLaneTellsTheQueuesOfAPoolApart() {
        assertThat(new WorkQueue("default", Priority.HIGH, false).lane()).isEqualTo("high");
        assertThat(new WorkQueue("default", Priority.HIGH, true).lane()).isEqualTo("strict-high");
    }

    @Test
    void aPoolMayBeNamedAsALaneBegins() {
        WorkQueue queue = new WorkQueue("strict-high", Priority.HIGH, false);

        assertThat(WorkQueue.parse("strict-high.high")).isEqualTo(queue);
    }

    @Test
    void queuesAreOrderedByName() {
        WorkQueue high = new WorkQueue("a", Priority.HIGH, false);
        WorkQueue low = new WorkQueue("a", Priority.LOW, false);
        WorkQueue strict = new WorkQueue("a", Priority.HIGH, true);
        WorkQueue other = new WorkQueue("b", Priority.HIGH, false);

        assertThat(Stream.of(other, strict, low, high).sorted()).containsExactly(high, low, strict, other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "default",
                "default.",
                ".low",
                "default.urgent",
                "a.b.low",
                "Default.low",
                "default.strict",
                "default.strict-",
                "default.strict-urgent",
                "default.strict-strict-low",
                "default.Strict-low"
            })
    void otherTextsNameNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> WorkQueue.parse(text));
    }
}
