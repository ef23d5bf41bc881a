package io.taskmill.api.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void cellsAreSetApartByCommasAndRowsEndAsTheRfcSays() {
        assertThat(Csv.row(List.of("a", 7, "b c"))).isEqualTo("a,7,b c\r\n");
        assertThat(Csv.row(Arrays.asList("a", null, ""))).isEqualTo("a,,\r\n");
    }

    @Test
    void whatWouldEndACellOrARowIsQuoted() {
        assertThat(Csv.row(List.of("a,b", "say \"x\"", "one\ntwo", "one\r\ntwo")))
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"one\ntwo\",\"one\r\ntwo\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
    void whatASpreadsheetWouldTakeForAFormulaHasAnApostropheBeforeIt(String cell) {
        assertThat(Csv.row(List.of(cell))).isEqualTo("'" + cell + "\r\n");
    }

    @Test
    void aFormulaThatNeedsQuotesHasItsApostropheWithinThem() {
        assertThat(Csv.row(List.of("=HYPERLINK(\"http://x\",\"y\")")))
                .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n");
        assertThat(Csv.row(List.of("\r=1"))).isEqualTo("\"'\r=1\"\r\n");
    }

    @ParameterizedTest
    @CsvSource({"a=1", "2026-05-01", "x@y", "'' "})
    void otherTextStaysAsItIs(String cell) {
        assertThat(Csv.row(List.of(cell))).isEqualTo(cell + "\r\n");
    }
}
