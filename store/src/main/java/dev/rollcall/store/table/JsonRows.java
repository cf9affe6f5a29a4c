package dev.rollcall.store.table;

import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Rows that are bound as one value, so that a statement's text does not depend on how many there are, and many rows cost one
 * statement.
 */
public final class JsonRows {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Column> columns;
    private final ArrayNode rows = JsonNodeFactory.instance.arrayNode();

    /** A column of the rows. @param number whether it holds numbers rather than texts */
    public record Column(String name, boolean number) {}

    /** Rows of these columns; a name that ends with {@code #} is that of a column of numbers. */
    JsonRows(String... names) {
        this.columns = Arrays.stream(names)
                .map(name -> name.endsWith("#")
                        ? new Column(name.substring(0, name.length() - 1), true)
                        : new Column(name, false))
                .toList();
    }

    /** Adds a row: texts, numbers, booleans (1 or 0), moments (epoch milliseconds), or optional ones of these. */
    JsonRows add(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException("A row has " + columns.size() + " values.");
        }
        ArrayNode row = rows.addArray();
        for (Object value : values) {
            add(row, value);
        }
        return this;
    }

    private static void add(ArrayNode row, Object value) {
        switch (value) {
            case String text -> row.add(StorableText.of(text));
            case Long number -> row.add(number);
            case Integer number -> row.add(number);
            case Boolean flag -> row.add(flag ? 1 : 0);
            case Instant time -> row.add(time.toEpochMilli());
            case Optional<?> optional when optional.isPresent() -> add(row, optional.get());
            case Optional<?> _ -> row.addNull();
            default -> throw new IllegalArgumentException("A " + value.getClass() + " cannot be bound.");
        }
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The names of the columns, with commas between them. */
    String names() {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.name()));
        return String.join(", ", names);
    }

    /** The rows, to be selected from under an alias. */
    Sql as(String alias, SqlDialect dialect) {
        return Sql.of(dialect.rows(columns) + " " + alias, JSON.writeValueAsString(rows));
    }
}
