package dev.rollcall.app.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of text in columns that line up: each column is as wide as its widest cell, with two blanks between columns. A cell is
 * printed as {@link Printable} has it.
 */
public final class TextTable {
    private static final int GAP = 2;
    /** No column is cut to less. */
    private static final int NARROWEST = 9;

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
        return lines(Integer.MAX_VALUE);
    }

    /**
     * The lines as they fit that many characters: the widest columns are cut, which a … shows, but never the first one, by
     * which a row is named in the next command.
     */
    public List<String> lines(int columns) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        narrow(widths, columns);
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static void narrow(int[] widths, int columns) {
        int excess = IntStream.of(widths).sum() + GAP * (widths.length - 1) - columns;
        for (; excess > 0; excess--) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                widest = widths[column] > NARROWEST && (widest == 0 || widths[column] > widths[widest]) ? column
                        : widest;
            }
            if (widest == 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static String cut(String cell, int width) {
        if (cell.length() <= width) {
            return cell;
        }
        int end = Character.isHighSurrogate(cell.charAt(width - 2)) ? width - 2 : width - 1;
        return cell.substring(0, end) + "…";
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cut(row.get(column), widths[column]);
            line.append(cell).repeat(" ", widths[column] - cell.length() + GAP);
        }
        return line.toString().stripTrailing();
    }
}
