package dev.rollcall.store.jdbc;

import dev.rollcall.directory.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row that a statement stands on. Columns count from 1; a column that may be NULL is read with an {@code optional} method. */
public final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    /** A text that is never NULL. */
    public String text(int column) {
        return optionalText(column)
                .orElseThrow(() -> new StorageException(
                        "Column " + column + " of the result is NULL, which the schema forbids."));
    }

    /** A text, or empty for NULL. */
    public Optional<String> optionalText(int column) {
        return Optional.ofNullable(get(() -> results.getString(column)));
    }

    /** A text as its UTF-8 bytes, without decoding. */
    public byte[] bytes(int column) {
        byte @Nullable [] bytes = get(() -> results.getBytes(column));
        return bytes == null ? text(column).getBytes(StandardCharsets.UTF_8) : bytes;
    }

    /** A number that is never NULL. */
    public long number(int column) {
        try {
            return results.getLong(column);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Whatever it is: a {@link String}, a {@link Long} or {@code byte[]}; empty for NULL. */
    public Optional<Object> value(int column) {
        Object value = get(() -> results.getObject(column));
        return Optional.ofNullable(value instanceof Number number ? (Object) number.longValue() : value);
    }

    /** 1 or 0. */
    public boolean flag(int column) {
        return number(column) != 0;
    }

    /** Epoch milliseconds. */
    public Instant instant(int column) {
        return Instant.ofEpochMilli(number(column));
    }

    /** Epoch milliseconds, or empty for NULL. */
    public Optional<Instant> optionalInstant(int column) {
        long millis = number(column);
        boolean missing = Boolean.TRUE.equals(get(results::wasNull));
        return missing ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private interface Reading<T> {
        @Nullable
        T read() throws SQLException;
    }

    private static <T> @Nullable T get(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static StorageException unreadable(SQLException e) {
        return new StorageException("A row of the database could not be read: " + e.getMessage(), e);
    }
}
