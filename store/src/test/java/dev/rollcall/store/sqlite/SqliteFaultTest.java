package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.FaultStorm;
import dev.rollcall.store.contract.QuietContract;
import dev.rollcall.store.contract.WriteStatementContract;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.fault.FaultyConnection;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Faults on SQLite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteFaultTest implements FaultStorm, QuietContract, WriteStatementContract {
    private final Faults faults = new Faults();

    @TempDir
    static Path folder;

    private Storage storage;

    @BeforeAll
    void open() {
        SqliteStorage.open(folder, StoreOptions.defaults()).close();
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
}
