package io.taskmill.cli.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.text.Width;
import io.taskmill.client.TaskView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    private static TaskView task(int progress, @Nullable String message, @Nullable Instant estimatedEnd) {
        return new TaskView(
                "{}",
                "0197",
                true,
                1,
                START,
                null,
                new TaskView.Course("IN_PROGRESS", null, "RUNNING", "PENDING", progress, message),
                new TaskView.Times(START, null, Duration.ofSeconds(75), estimatedEnd),
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource({"0,[----------]", "9,[----------]", "10,[#---------]", "99,[#########-]", "100,[##########]"})
    void aBarIsFullOnlyAtTheEnd(int progress, String bar) {
        assertThat(ProgressLine.bar(progress, 10)).isEqualTo(bar);
    }

    @Test
    void allThatIsKnownIsInTheLine() {
        assertThat(ProgressLine.withBar(task(50, "Round 1 of 2", START.plusSeconds(150)), 120))
                .isEqualTo("[###############---------------]  50 %  IN_PROGRESS  Round 1 of 2"
                        + "  1 min 15 s, about 1 min 15 s left");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        TaskView issued = new TaskView(
                "{}", "0197", false, 0, START, null, null, new TaskView.Times(null, null, null, null), null, null);

        assertThat(ProgressLine.plain(task(50, null, null))).isEqualTo(" 50 %  IN_PROGRESS  1 min 15 s");
        assertThat(ProgressLine.plain(issued)).isEqualTo("not recorded yet");
        assertThat(ProgressLine.withBar(issued, 40)).isEqualTo("[----------] not recorded yet");
    }

    @Test
    void anEstimateThatHasPassedIsNotNegative() {
        assertThat(ProgressLine.plain(task(50, null, START))).endsWith("about 0 ms left");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 79, 80, 200})
    void theLineNeverReachesTheLastColumn(int columns) {
        String line = ProgressLine.withBar(task(50, "x".repeat(300), null), columns);

        assertThat(Width.of(line)).isEqualTo(columns - 1);
    }

    @Test
    void whatATaskSaysCannotCommandTheTerminal() {
        assertThat(ProgressLine.plain(task(50, "\u001b[2J\r\n", null))).contains("\ufffd[2J\ufffd\ufffd");
    }
}
