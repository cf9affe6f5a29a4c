package dev.rollcall.store.jdbc;

import dev.rollcall.directory.storage.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the database. Statements are prepared once and kept, the least recently used are given up first.
 * Used by one thread at a time; a statement may run while another one's rows are still being read.
 */
public final class Database implements AutoCloseable {
    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;
    private final Binding binding;
    private final int keptStatements;
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();
    private @Nullable SqlFailure lastFailure;

    /**
     * Takes over a connection.
     *
     * @param keptStatements how many prepared statements to keep; 0 where the driver keeps them itself
     */
    public Database(Connection connection, Binding binding, int keptStatements) {
        this.connection = connection;
        this.binding = binding;
        this.keptStatements = keptStatements;
    }

    /** Runs a statement without a result. @return how many rows it touched */
    public int update(String text, Object... binds) {
        return update(Sql.of(text, binds));
    }

    /** Runs a statement without a result. @return how many rows it touched */
    public int update(Sql sql) {
        return with(sql, PreparedStatement::executeUpdate);
    }

    /** Runs a statement that may or may not have a result, such as a PRAGMA or BEGIN. */
    public void execute(String text) {
        with(Sql.of(text), statement -> {
            boolean rows = statement.execute();
            if (rows) {
                // A result that nobody reads would keep the statement, and with it a snapshot, open.
                statement.getResultSet().close();
            }
            return rows;
        });
    }

    /** All rows. */
    public <T> List<T> list(Sql sql, Function<Row, T> reader) {
        List<T> rows = new ArrayList<>();
        each(sql, row -> rows.add(reader.apply(row)));
        return rows;
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(Sql sql, Function<Row, T> reader) {
        return with(sql, statement -> {
            try (ResultSet results = statement.executeQuery()) {
                return results.next() ? Optional.of(reader.apply(new Row(results))) : Optional.empty();
            }
        });
    }

    /** The number in the only column of the only row. */
    public long number(Sql sql) {
        return first(sql, row -> row.number(1))
                .orElseThrow(() -> new StorageException("The database answered a count with no row."));
    }

    /** The rows one by one, without holding them all. */
    public void each(Sql sql, Consumer<Row> reader) {
        with(sql, statement -> {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet results = statement.executeQuery()) {
                Row row = new Row(results);
                while (results.next()) {
                    reader.accept(row);
                }
            }
            return 0;
        });
    }

    /**
     * The rows one by one, until the reader wants no more.
     *
     * @param fetchSize how many rows the driver may have in memory at a time
     * @param reader answers whether it wants another
     */
    public void until(Sql sql, int fetchSize, Predicate<Row> reader) {
        with(sql, statement -> {
            statement.setFetchSize(fetchSize);
            try (ResultSet results = statement.executeQuery()) {
                Row row = new Row(results);
                while (results.next()) {
                    if (!reader.test(row)) {
                        break;
                    }
                }
            }
            return 0;
        });
    }

    /**
     * The last statement that failed since this was asked; on PostgreSQL a transaction is of no use after it, so whoever
     * runs a work asks before it commits.
     */
    public Optional<SqlFailure> takeFailure() {
        Optional<SqlFailure> failure = Optional.ofNullable(lastFailure);
        lastFailure = null;
        return failure;
    }

    /** Closes the statements and the connection. */
    @Override
    public void close() {
        try (connection) {
            for (PreparedStatement statement : idle.values()) {
                statement.close();
            }
        } catch (SQLException e) {
            throw binding.failure(e);
        } finally {
            idle.clear();
        }
    }

    private interface Action<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(Sql sql, Action<T> action) {
        PreparedStatement statement = null;
        boolean done = false;
        try {
            statement = take(sql.text());
            bind(statement, sql.binds());
            T result = action.run(statement);
            done = true;
            return result;
        } catch (SQLException e) {
            SqlFailure failure = binding.failure(e);
            lastFailure = failure;
            throw failure;
        } finally {
            if (statement != null) {
                giveBack(sql.text(), statement, done);
            }
        }
    }

    private PreparedStatement take(String text) throws SQLException {
        PreparedStatement kept = idle.remove(text);
        return kept == null ? connection.prepareStatement(text) : kept;
    }

    private void giveBack(String text, PreparedStatement statement, boolean reusable) {
        try {
            if (!reusable || keptStatements == 0 || idle.containsKey(text)) {
                statement.close();
                return;
            }
            idle.put(text, statement);
            if (idle.size() > keptStatements) {
                Iterator<PreparedStatement> oldest = idle.values().iterator();
                PreparedStatement surplus = oldest.next();
                oldest.remove();
                surplus.close();
            }
        } catch (SQLException e) {
            lastFailure = binding.failure(e);
        }
    }

    private void bind(PreparedStatement statement, List<Object> binds) throws SQLException {
        for (int i = 0; i < binds.size(); i++) {
            bind(statement, i + 1, binds.get(i));
        }
    }

    private void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        switch (value) {
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
            case Instant time -> statement.setLong(index, time.toEpochMilli());
            case byte[] text -> binding.bindDocument(statement, index, text);
            case Sql.Texts texts -> binding.bindTexts(connection, statement, index, texts.values());
            case Optional<?> optional when optional.isPresent() -> bind(statement, index, optional.get());
            case Optional<?> _ -> statement.setNull(index, Types.NULL);
            default -> throw new IllegalArgumentException("A " + value.getClass() + " cannot be bound.");
        }
    }
}
