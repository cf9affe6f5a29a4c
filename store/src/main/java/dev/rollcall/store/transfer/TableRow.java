package dev.rollcall.store.transfer;

import dev.rollcall.store.jdbc.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The values of one row.
 *
 * @param values texts ({@link String}), whole numbers ({@link Long}) and bytes ({@code byte[]}); empty for NULL
 */
public record TableRow(List<Optional<Object>> values) {

    public TableRow {
        values = List.copyOf(values);
    }

    /** The first columns of a row. */
    public static TableRow read(Row row, int columns) {
        return new TableRow(IntStream.rangeClosed(1, columns).mapToObj(row::value).toList());
    }

    /** About how many bytes it takes. */
    public long size() {
        long size = 0;
        for (Optional<Object> value : values) {
            size += switch (value.orElse(0L)) {
                case String text -> text.length();
                case byte[] bytes -> bytes.length;
                default -> Long.BYTES;
            };
        }
        return size;
    }
}
