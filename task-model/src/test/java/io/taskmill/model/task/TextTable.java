package io.taskmill.model.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table as people read it: a line a row, the first one naming the columns, cells divided by bars. */
record TextTable(List<String> columns, Map<String, List<String>> rows) {

    static TextTable parse(String text) {
        List<List<String>> lines = new ArrayList<>(text.lines()
                .filter(line -> !line.isBlank())
                .map(TextTable::cells)
                .toList());
        List<String> columns = rest(lines.removeFirst());
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (List<String> line : lines) {
            if (line.size() != columns.size() + 1) {
                throw new IllegalArgumentException("row " + line + " does not fit the columns " + columns);
            }
            if (rows.put(line.getFirst(), rest(line)) != null) {
                throw new IllegalArgumentException("there are two rows " + line.getFirst());
            }
        }
        return new TextTable(columns, rows);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::trim).toList();
    }

    private static List<String> rest(List<String> cells) {
        return cells.subList(1, cells.size());
    }

    String cell(String row, String column) {
        List<String> cells = rows.get(row);
        if (cells == null || !columns.contains(column)) {
            throw new AssertionError("the table has no cell for " + row + " and " + column);
        }
        return cells.get(columns.indexOf(column));
    }
}
