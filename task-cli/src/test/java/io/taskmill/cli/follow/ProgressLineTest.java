package io.taskmill.cli.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskmill.cli.text.Width;
import io.taskmill.client.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    private static TaskView task(int progress, @Nullable String message, @Nullable Instant estimatedEnd) {
        return task(
                new TaskView.Course("IN_PROGRESS", null, "RUNNING", "PENDING", progress, message), null, estimatedEnd);
    }

    private static TaskView task(TaskView.Course course, TaskView.@Nullable Why why, @Nullable Instant estimatedEnd) {
        return new TaskView(
                "{}",
                "0197",
                true,
                1,
                START,
                null,
                course,
                why,
                new TaskView.Times(START, null, Duration.ofSeconds(75), estimatedEnd, null),
                null,
                null,
                null,
                TaskView.Past.NONE,
                null);
    }

    private static TaskView inPhase(String state, String phase, TaskView.Why why) {
        return task(new TaskView.Course(state, null, phase, null, 50, "Round 1 of 2"), why, null);
    }

    @Test
    void aTaskThatWaitsForItsNextAttemptSaysWhenThatIsAndWhatWentWrong() {
        TaskView.Why why = new TaskView.Why(
                START,
                START.plusSeconds(9),
                new TaskView.LastFailure(2, "FULL", "no space", START),
                null,
                null,
                List.of(),
                null,
                null);

        assertThat(ProgressLine.plain(inPhase("IN_PROGRESS", "RETRY_WAIT", why)))
                .isEqualTo(" 50 %  IN_PROGRESS  next attempt at 2026-05-01T10:00:09Z: attempt 2 failed, FULL: no space"
                        + "  1 min 15 s");
    }

    @Test
    void aBlockedTaskSaysThatItWaitsForAWorkerWithItsTypeAndWhenTheNextOneIsTried() {
        TaskView.Why why = new TaskView.Why(START, START.plusSeconds(9), null, null, null, List.of(), null, null);

        assertThat(ProgressLine.plain(inPhase("INITIAL", "BLOCKED", why)))
                .contains("INITIAL  waits for a worker with its type, next try at 2026-05-01T10:00:09Z");
    }

    @Test
    void aTaskThatWaitsForOthersSaysWhichAsFarAsThatIsKnown() {
        TaskView.Why row = new TaskView.Why(START, null, null, null, null, List.of(), null, null);
        assertThat(ProgressLine.plain(inPhase("INITIAL", "BLOCKED", row))).contains("INITIAL  waits for other tasks");
        TaskView.Why one = new TaskView.Why(START, null, null, null, null, List.of("0198"), null, null);
        assertThat(ProgressLine.plain(inPhase("INITIAL", "BLOCKED", one))).contains("INITIAL  waits for task 0198");
        TaskView.Why two = new TaskView.Why(START, null, null, null, null, List.of("0198", "0199"), null, null);
        assertThat(ProgressLine.plain(inPhase("INITIAL", "BLOCKED", two)))
                .contains("INITIAL  waits for tasks 0198, 0199");
    }

    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS,ABORTING,not needed,' 50 %  IN_PROGRESS  ABORTING: not needed  1 min 15 s'",
        "IN_PROGRESS,ABORTING,,' 50 %  IN_PROGRESS  ABORTING  1 min 15 s'",
        "CANCELLED,DONE,not needed,' 50 %  CANCELLED  cancelled: not needed  1 min 15 s'"
    })
    void aCancelledTaskSaysWhy(String state, String phase, @Nullable String reason, String line) {
        TaskView.Why why = new TaskView.Why(
                START, null, null, new TaskView.Cancelled(null, reason, START), null, List.of(), null, null);

        assertThat(ProgressLine.plain(inPhase(state, phase, why))).isEqualTo(line);
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
                "{}",
                "0197",
                false,
                0,
                START,
                null,
                null,
                null,
                new TaskView.Times(null, null, null, null, null),
                null,
                null,
                null,
                TaskView.Past.NONE,
                null);

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
