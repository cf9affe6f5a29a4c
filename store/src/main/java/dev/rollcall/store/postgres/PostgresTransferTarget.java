package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.transfer.StoreTable;
import dev.rollcall.store.transfer.TableProgress;
import dev.rollcall.store.transfer.TableRow;
import dev.rollcall.store.transfer.TransferTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A database that an embedded store is copied into.
 *
 * <p>The changes keep their numbers and get the transaction 0, which is before every one that a server can begin: so they come
 * first, in their order, and the positions of the embedded store stay good.
 */
public final class PostgresTransferTarget implements TransferTarget {
    /** Tables of which each database has its own rows; what else they would hold is in other tables already, or made of them. */
    private static final Set<String> OWN_TABLES = Set
            .of(PostgresSchema.HISTORY, PostgresSchema.UNFINISHED, "subject_fill", "resource_difference",
                    "request_log_block", "request_log_late");
    /** Columns that only this engine has, each with what it is set to. */
    private static final Map<String, Map<String, String>> OWN_COLUMNS = Map.of("change", Map.of("xid", "0"));
    private static final int ROWS_AT_A_TIME = 50;

    private final Connection connection;
    private final PostgresDialect dialect = new PostgresDialect();
    private final Database database;
    private @Nullable CopyIn copy;

    private PostgresTransferTarget(Connection connection) {
        this.connection = connection;
        this.database = new Database(connection, dialect, 0);
    }

    /**
     * Opens a database that is empty or that a transfer has begun to fill, and makes the tables.
     *
     * @param jdbcUrl as for {@link PostgresStorage#open}
     * @throws StorageException when there is anything else in it, somebody uses it, or it would not commit durably
     */
    public static PostgresTransferTarget open(String jdbcUrl) {
        PostgresTransferTarget target = new PostgresTransferTarget(TransferConnection.open(jdbcUrl));
        boolean ready = false;
        try {
            new TransferAdmission(target.database, target::commit).admit(jdbcUrl);
            ready = true;
            return target;
        } finally {
            if (!ready) {
                target.close();
            }
        }
    }

    @Override
    public Map<String, Set<String>> tables() {
        Map<String, Set<String>> tables = new TreeMap<>();
        for (PostgresSchema.Column column : PostgresSchema.columns(database, "a.attgenerated = ''")) {
            boolean own = OWN_TABLES.contains(column.table())
                    || OWN_COLUMNS.getOrDefault(column.table(), Map.of()).containsKey(column.name());
            if (!own) {
                tables.computeIfAbsent(column.table(), _ -> new TreeSet<>()).add(column.name());
            }
        }
        return tables;
    }

    @Override
    public TableProgress progress(StoreTable table) {
        TableProgress progress = database.first(Sql.of("SELECT copied, hash, whole FROM " + PostgresSchema.UNFINISHED
                + " WHERE table_name = ?", table.name()),
                row -> new TableProgress(row.number(1), row.text(2), row.flag(3))).orElse(TableProgress.NONE);
        commit();
        return progress;
    }

    @Override
    public void add(StoreTable table, TableRow row) {
        Map<String, String> own = OWN_COLUMNS.getOrDefault(table.name(), Map.of());
        byte[] line = CopyText.line(List.copyOf(own.values()), row);
        try {
            CopyIn running = copy;
            if (running == null) {
                List<String> columns = Stream.concat(own.keySet().stream(), table.columns().stream()).toList();
                running = connection.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + StoreTable.quoted(table.name()) + " (" + StoreTable.quoted(columns)
                                + ") FROM STDIN");
                copy = running;
            }
            running.writeToCopy(line, 0, line.length);
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    @Override
    public void commit(StoreTable table, TableProgress progress) {
        CopyIn running = copy;
        if (running != null) {
            try {
                running.endCopy();
                copy = null;
            } catch (SQLException e) {
                throw dialect.failure(e);
            }
        }
        database.update("INSERT INTO " + PostgresSchema.UNFINISHED + " (table_name, copied, hash, whole)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT (table_name) DO UPDATE SET copied = excluded.copied,"
                + " hash = excluded.hash, whole = excluded.whole", table.name(), progress.rows(), progress.sum(),
                progress.whole());
        commit();
    }

    @Override
    public void each(StoreTable table, Consumer<TableRow> reader) {
        int columns = table.columns().size();
        database.until(Sql.of(table.select()), ROWS_AT_A_TIME, row -> {
            reader.accept(TableRow.read(row, columns));
            return true;
        });
        commit();
    }

    /** The planner's figures are taken as well, so that the first requests find what a store that grew would have. */
    @Override
    public void finish(Map<String, Long> numbers) {
        numbers.forEach((name, number) -> database.first(
                Sql.of("SELECT setval((? || '_number')::regclass, greatest(?, 1), ? = 1)", name, number, number > 0),
                row -> row.number(1)));
        for (PostgresSchema.Column column : PostgresSchema.columns(database, "a.attidentity <> ''")) {
            String values = "max(" + StoreTable.quoted(column.name()) + ")";
            database.first(Sql.of("SELECT setval(pg_get_serial_sequence(?, ?), coalesce(" + values + ", 1), "
                    + values + " IS NOT NULL) FROM " + StoreTable.quoted(column.table()),
                    StoreTable.quoted(column.table()), column.name()), row -> row.number(1));
        }
        tables().keySet().forEach(table -> database.execute("ANALYZE " + StoreTable.quoted(table)));
        database.execute("DROP TABLE " + PostgresSchema.UNFINISHED);
        commit();
    }

    private void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    /** What was not committed is gone. */
    @Override
    public void close() {
        database.close();
    }
}
