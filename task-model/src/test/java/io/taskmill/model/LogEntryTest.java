package io.taskmill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.taskmill.model.message.RunLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogEntryTest {

    private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");
    private static final TaskId TASK = new TaskId(new UUID(0, 1));

    @Test
    void aLineIsKeptAsItIs() {
        assertThat(LogEntry.of(AT, "100 % of\t„öß“ \ud83d\ude00"))
                .isEqualTo(new LogEntry(AT, "100 % of\t„öß“ \ud83d\ude00"));
        assertThat(LogEntry.of(AT, "")).isEqualTo(new LogEntry(AT, ""));
    }

    @Test
    void whatWouldMoveATerminalOrCannotBeSentIsReplaced() {
        assertThat(LogEntry.of(AT, "\u001b[31mred\0\u007f\u0085\n\u2028\ud83d!").text())
                .isEqualTo("\uFFFD[31mred" + "\uFFFD".repeat(6) + "!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ö", "€", "\ud83d\ude00", "\ud83d"})
    void aLineFillsItsBoundAndIsCutBeyondItBetweenCharacters(String character) {
        int bytes = LogEntry.of(AT, character).text().getBytes(StandardCharsets.UTF_8).length;
        int most = LogEntry.MAX_BYTES / bytes;

        LogEntry full = LogEntry.of(AT, character.repeat(most));
        assertThat(full.wasCut()).isFalse();
        assertThat(full.size()).isEqualTo(most * bytes + LogEntry.OVERHEAD_BYTES);
        LogEntry cut = LogEntry.of(AT, character.repeat(10 * most));
        assertThat(cut.wasCut()).isTrue();
        assertThat(cut.size())
                .isBetween(
                        LogEntry.MAX_BYTES + LogEntry.OVERHEAD_BYTES - 4, LogEntry.MAX_BYTES + LogEntry.OVERHEAD_BYTES);
        assertThat(cut.text()).startsWith(full.text().substring(0, 800 / bytes)).doesNotContain("?");
    }

    @Test
    void anEntryThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogEntry(AT, "x".repeat(LogEntry.MAX_BYTES + 1)))
                .withMessageContaining("8193")
                .withMessageContaining("8192");
        assertThatIllegalArgumentException().isThrownBy(() -> new LogEntry(AT, "\ud83d"));
    }

    @Test
    void aChunkNamesItsPlaceAndKeepsItsBounds() {
        LogEntry entry = new LogEntry(AT, "x".repeat(4_096 - LogEntry.OVERHEAD_BYTES));
        var _ = new RunLog(TASK, 1, "r", RunLog.MAX_CHUNKS - 1, List.of(entry, entry, entry, entry));

        refused("entries", 1, 0, List.of());
        refused("bytes", 1, 0, List.of(entry, entry, entry, entry, new LogEntry(AT, "")));
        refused("epoch", 0, 0, List.of(entry));
        refused("chunk", 1, -1, List.of(entry));
        refused("chunk", 1, RunLog.MAX_CHUNKS, List.of(entry));
    }

    private static void refused(String named, int epoch, int chunk, List<LogEntry> entries) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunLog(TASK, epoch, "r", chunk, entries))
                .withMessageContaining(named);
    }
}
