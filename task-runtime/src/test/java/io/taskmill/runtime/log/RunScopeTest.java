package io.taskmill.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.model.TaskId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class RunScopeTest {

    private static final TaskId FIRST = new TaskId(new UUID(0, 1));
    private static final TaskId SECOND = new TaskId(new UUID(0, 2));

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void linesCarryTheRunUntilItIsClosed() {
        try (RunScope _ = RunScope.of(FIRST, 3, "r-1")) {
            assertThat(MDC.getCopyOfContextMap())
                    .isEqualTo(Map.of("task", FIRST.toString(), "epoch", "3", "run", "r-1"));
        }
        assertThat(MDC.get("run")).isNull();
        assertThat(MDC.get("task")).isNull();
    }

    @Test
    void anotherRunsInsideGivesThemBack() {
        try (RunScope _ = RunScope.of(FIRST, 3, "r-1")) {
            try (RunScope _ = RunScope.of(SECOND, 1, "r-2")) {
                assertThat(MDC.get("run")).isEqualTo("r-2");
            }
            assertThat(MDC.getCopyOfContextMap())
                    .isEqualTo(Map.of("task", FIRST.toString(), "epoch", "3", "run", "r-1"));
        }
    }

    @Test
    void theSameInsideChangesNothing() {
        try (RunScope _ = RunScope.of(FIRST, 3, "r-1")) {
            try (RunScope _ = RunScope.of(FIRST, 3, "r-1")) {
                assertThat(MDC.get("run")).isEqualTo("r-1");
            }
            assertThat(MDC.get("run")).isEqualTo("r-1");
        }
        assertThat(MDC.get("run")).isNull();
    }
}
