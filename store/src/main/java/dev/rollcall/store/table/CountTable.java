package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;

/** How many live resources of a type a connection has. */
public final class CountTable {
    private final Database database;
    private final Dialect dialect;

    CountTable(Database database, Dialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    /** The count. */
    public long total(ConnectionId connection, String type) {
        return database.number(Sql.of("SELECT coalesce(sum(n), 0) FROM resource_count WHERE connection_id = ?"
                + " AND type = ?", connection.value(), type));
    }

    void add(ConnectionId connection, String type, long difference) {
        dialect.addCount(database, connection, type, difference);
    }
}
