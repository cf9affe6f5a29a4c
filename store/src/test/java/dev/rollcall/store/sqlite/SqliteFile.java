package dev.rollcall.store.sqlite;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.SqlDialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/** The database file, past the storage. */
public record SqliteFile(Path folder) {

    public static SqliteFile in(Path folder) {
        return new SqliteFile(folder);
    }

    long number(String sql, Object... binds) {
        try (Database database = open()) {
            return database.number(Sql.of(sql, binds));
        }
    }

    void update(String sql, Object... binds) {
        try (Database database = open()) {
            database.update(sql, binds);
        }
    }

    public Database open() {
        return new SqliteConnections(DataFolder.database(folder), StoreOptions.defaults(), new SqliteDialect())
                .writer();
    }

    /** By a connection that the caller has made something of first. */
    public Database open(UnaryOperator<Connection> around) throws SQLException {
        return new Database(
                around.apply(DriverManager.getConnection(SqliteConnections.url(DataFolder.database(folder)))),
                new SqliteDialect(), 0);
    }

    public static SqlDialect dialect() {
        return new SqliteDialect();
    }
}
