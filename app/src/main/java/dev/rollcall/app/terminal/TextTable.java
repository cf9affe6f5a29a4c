package dev.rollcall.app.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of text in columns that line up: each column is as wide as its widest cell, with two blanks between columns. A cell is
 * printed as {@link Printable} has it.
 */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row with one cell a heading. */
    public TextTable row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException("A row has as many cells as there are headings.");
        }
        rows.add(Stream.of(cells).map(Printable::line).toList());
        return this;
    }

    /** The lines, headings first, without blanks at their ends. */
    public List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).repeat(" ", widths[column] - cell.length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
