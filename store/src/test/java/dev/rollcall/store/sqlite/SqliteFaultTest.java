package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.FaultStorm;
import dev.rollcall.store.contract.LogStatementContract;
import dev.rollcall.store.contract.QuietContract;
import dev.rollcall.store.contract.StreamStatementContract;
import dev.rollcall.store.contract.WriteStatementContract;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.fault.FaultyConnection;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Faults on SQLite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteFaultTest
        implements
            FaultStorm,
            QuietContract,
            WriteStatementContract,
            StreamStatementContract,
            LogStatementContract {
    /** What streams have, by their names and by those that statements give them. */
    private static final String TABLES = "delivery|delivery_head|delivery_attempt|delivery_skip|delivery_count|remote"
            + "|former_remote|member_delta|stream_progress|event_stream|change|h|p|s|d";

    /** A look at all of a stream, or at all up to an event or from one on. */
    private static final String ALL = "\\(stream_id=\\?( AND event_id[<>]\\?)?\\)";

    private final Faults faults = new Faults();

    @TempDir
    static Path folder;

    private Storage storage;

    @BeforeAll
    void open() {
        MigratedSqlite.open(folder, StoreOptions.defaults()).close();
        storage = new SqliteStorage(
                (url, settings) -> FaultyConnection.over(DriverManager.getConnection(url, settings), faults),
                folder, StoreOptions.defaults().withDiskReserve(0));
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public SQLException diskFull() {
        return new SQLiteException("database or disk is full", SQLiteErrorCode.SQLITE_FULL);
    }

    @Override
    public SQLException broken() {
        return new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR);
    }

    @Override
    public SQLException lost() {
        return new SQLException("The connection is closed.");
    }

    @Override
    public String begin() {
        return "BEGIN IMMEDIATE";
    }

    private static boolean few(String statement) {
        return statement.contains("state = 'pending'") || statement.contains("state = 'failed'");
    }

    @Override
    public List<String> walked(String statement) {
        try (Database database = SqliteFile.in(folder).open()) {
            return database.list(Sql.of("EXPLAIN QUERY PLAN " + statement), row -> row.text(4))
                    .stream()
                    .filter(line -> line.matches("SCAN (" + TABLES + ")\\b.*")
                            // What is open, failed or waiting is a few of all that a stream has.
                            || few(statement) && line.matches(".*\\b(delivery|d) USING PRIMARY KEY " + ALL)
                            || statement.contains("waits = 1")
                                    && line.matches(".*\\bmember_delta USING PRIMARY KEY " + ALL)
                            || statement.matches(".*AND (m\\.)?waits = (0|\\?).*")
                                    && line.matches(
                                            ".*\\b(member_delta|m) USING PRIMARY KEY \\(stream_id=\\? AND subject=\\?\\)")
                            // Those that are due are few of many: all of a stream would have to be sorted.
                            || statement.contains("due_at, ") && line.contains("TEMP B-TREE FOR ORDER BY"))
                    .toList();
        }
    }
}
