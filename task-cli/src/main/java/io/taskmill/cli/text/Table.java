package io.taskmill.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Rows of texts in columns that are as wide as their widest text. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row of as many texts as there are headings; they are made harmless. */
    public void row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "a row of " + cells.length + " cells for " + rows.getFirst().size() + " columns");
        }
        rows.add(Stream.of(cells).map(SafeText::line).toList());
    }

    /** The headings and the rows. */
    public List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            Arrays.setAll(widths, column -> Math.max(widths[column], Width.of(row.get(column))));
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(Width.pad(row.get(column), widths[column])).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
