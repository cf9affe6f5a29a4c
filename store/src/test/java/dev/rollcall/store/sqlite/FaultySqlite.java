package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.fault.Faults;
import dev.rollcall.store.fault.FaultyConnection;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.DriverManager;

/** An embedded store whose connections tell what they are asked, and fail when told to. */
public final class FaultySqlite {
    private FaultySqlite() {}

    /** Opens it in that folder, which is made ready before anything is told. */
    public static Storage open(Path folder, Faults faults) {
        MigratedSqlite.open(folder, StoreOptions.defaults()).close();
        return new SqliteStorage(
                (url, settings) -> FaultyConnection.over(DriverManager.getConnection(url, settings), faults),
                folder, StoreOptions.defaults());
    }
}
