package io.taskmill.api.journal;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of comma-separated values (RFC 4180), which a spreadsheet takes for nothing but text. */
final class Csv {

    /**
     * Stands before the first row. Spreadsheets take a file without it for one in the machine's old character set, and show
     * nothing readable but Latin letters.
     */
    static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String END = "\r\n";

    /** What begins a formula in some spreadsheet; a tab or a return before it is passed over there. */
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /** With its end of line. */
    static String row(List<? extends @Nullable Object> cells) {
        return cells.stream()
                .map(cell -> cell == null ? "" : cell(cell.toString()))
                .collect(Collectors.joining(",", "", END));
    }

    private static String cell(String text) {
        String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return needsQuotes(harmless) ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }

    private static boolean needsQuotes(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    }
}
