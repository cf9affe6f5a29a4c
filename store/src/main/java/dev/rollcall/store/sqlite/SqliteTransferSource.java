package dev.rollcall.store.sqlite;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.transfer.StoreTable;
import dev.rollcall.store.transfer.TableRow;
import dev.rollcall.store.transfer.TransferSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The embedded store, handed over. Commands that would write to it wait, and give up as at any lock. */
public final class SqliteTransferSource implements TransferSource {
    /**
     * The history of this engine's migrations and what they still have to do, the rows that are sequences elsewhere, and what is made of
     * the log anew.
     */
    private static final Set<String> OWN = Set.of("flyway_schema_history", "subject_fill", "sequence",
            "request_log_block", "request_log_late");
    private static final int ROWS_AT_A_TIME = 1;

    private final Database database;

    private SqliteTransferSource(Database database) {
        this.database = database;
    }

    /**
     * Opens the database of a folder, and brings its schema to the current version before.
     *
     * @param lock of the folder, which nobody serves from meanwhile
     * @throws dev.rollcall.directory.storage.StorageException when it is newer than this version, or a command writes to it
     *     for longer than {@link StoreOptions#busyTimeout()}
     */
    public static SqliteTransferSource open(ServeLock lock, StoreOptions options) {
        SqliteStorage.bringUpToDate(lock);
        Database database = new SqliteConnections(DataFolder.database(lock.folder()), options, new SqliteDialect())
                .writer();
        boolean held = false;
        try {
            database.execute("BEGIN IMMEDIATE");
            held = true;
            return new SqliteTransferSource(database);
        } finally {
            if (!held) {
                database.close();
            }
        }
    }

    @Override
    public List<StoreTable> tables() {
        return database
                .list(Sql.of("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                        + " ORDER BY name"), row -> row.text(1))
                .stream()
                .filter(name -> !OWN.contains(name))
                .map(this::table)
                .toList();
    }

    private StoreTable table(String name) {
        return new StoreTable(name,
                database.list(Sql.of("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid", name),
                        row -> row.text(1)),
                database.list(Sql.of("SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk", name),
                        row -> row.text(1)));
    }

    @Override
    public long count(StoreTable table) {
        return database.number(Sql.of("SELECT count(*) FROM " + StoreTable.quoted(table.name())));
    }

    @Override
    public void each(StoreTable table, Consumer<TableRow> reader) {
        int columns = table.columns().size();
        database.until(Sql.of(table.select() + " ORDER BY " + StoreTable.quoted(table.key())), ROWS_AT_A_TIME, row -> {
            reader.accept(TableRow.read(row, columns));
            return true;
        });
    }

    @Override
    public Map<String, Long> numbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        database.each(Sql.of("SELECT name, value FROM sequence ORDER BY name"),
                row -> numbers.put(row.text(1), row.number(2)));
        return numbers;
    }

    /** Lets others write again; nothing was changed. */
    @Override
    public void close() {
        database.close();
    }
}
