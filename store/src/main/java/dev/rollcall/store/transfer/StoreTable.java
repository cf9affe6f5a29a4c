package dev.rollcall.store.transfer;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table whose rows are handed over.
 *
 * @param columns whose values make a {@link TableRow}, in their order
 * @param key the columns of the primary key, by which the rows are ordered
 */
public record StoreTable(String name, List<String> columns, List<String> key) {

    public StoreTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** A statement for all rows, in no order. */
    public String select() {
        return "SELECT " + quoted(columns) + " FROM " + quoted(name);
    }

    /** A name as SQL has it. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Names as SQL lists them. */
    public static String quoted(List<String> names) {
        return names.stream().map(StoreTable::quoted).collect(Collectors.joining(", "));
    }
}
