package io.taskmill.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.05S,50 ms",
        "PT59.9S,59 s",
        "PT1M,1 min 00 s",
        "PT59M59S,59 min 59 s",
        "PT1H5M,1 h 05 min",
        "PT49H,2 d 1 h"
    })
    void durationsHaveTwoUnits(Duration duration, String text) {
        assertThat(Times.text(duration)).isEqualTo(text);
    }

    @Test
    void instantsAreUtcToTheSecond() {
        assertThat(Times.text(Instant.parse("2026-05-01T10:00:00.999Z"))).isEqualTo("2026-05-01T10:00:00Z");
    }

    @Test
    void columnsAreAsWideAsTheirWidestText() {
        Table table = new Table("A", "BB");
        table.row("好好", "x");
        table.row("a\u0301\n", "");

        assertThat(table.lines()).containsExactly("A     BB", "好好  x", "a\u0301\ufffd");
        assertThatIllegalArgumentException().isThrownBy(() -> table.row("one"));
    }

    @Test
    void whatDoesNotFitIsCutWithAMark() {
        assertThat(Width.cut("12345", 5)).isEqualTo("12345");
        assertThat(Width.cut("123456", 5)).isEqualTo("1234…");
        assertThat(Width.cut("好好好", 5)).isEqualTo("好好…");
        assertThat(Width.cut("好好好", 4)).isEqualTo("好…");
        assertThat(Width.cut("x", 0)).isEmpty();
    }

    @Test
    void coloursAreForTerminalsOfThoseWhoWantThem() {
        assertThat(Terminal.of(true, Map.of("TERM", "xterm")).paint(Colour.GOOD, "x"))
                .isEqualTo("\u001b[32mx\u001b[0m");
        assertThat(Terminal.of(true, Map.of("NO_COLOR", "1")).paint(Colour.GOOD, "x"))
                .isEqualTo("x");
        assertThat(Terminal.of(true, Map.of("NO_COLOR", "")).colours()).isTrue();
        assertThat(Terminal.of(false, Map.of())).isEqualTo(Terminal.NONE);
        assertThat(Terminal.of(true, Map.of("TERM", "dumb"))).isEqualTo(Terminal.NONE);
    }

    @ParameterizedTest
    @CsvSource({"120,120", "5,20", "0,80", "wide,80", "'',80"})
    void theWidthIsThatOfTheEnvironment(String columns, int expected) {
        assertThat(Terminal.of(true, Map.of("COLUMNS", columns)).columns()).isEqualTo(expected);
    }
}
