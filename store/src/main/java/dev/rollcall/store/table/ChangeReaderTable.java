package dev.rollcall.store.table;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ChangeReaderStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Those who follow the change record and are waited for. */
final class ChangeReaderTable implements ChangeReaderStore {
    /** Stands for all connections; no connection has it for its id. */
    private static final String ALL = "";

    private final Database database;

    ChangeReaderTable(Database database) {
        this.database = database;
    }

    @Override
    public List<ChangeReader> of(Optional<ConnectionId> connection) {
        return database.list(Sql.of("SELECT name, position, lease_until FROM change_reader WHERE connection_id = ?"
                + " ORDER BY name", owner(connection)),
                row -> new ChangeReader(connection, row.text(1), row.text(2), row.instant(3)));
    }

    @Override
    public List<ChangeReader> all(int limit) {
        return database.list(Sql.of("SELECT connection_id, name, position, lease_until FROM change_reader"
                + " ORDER BY connection_id, name LIMIT ?", limit),
                row -> new ChangeReader(Optional.of(row.text(1)).filter(id -> !id.equals(ALL)).map(ConnectionId::new),
                        row.text(2), row.text(3), row.instant(4)));
    }

    @Override
    public boolean register(ChangeReader reader) {
        ChangePosition.parse(reader.position());
        return database.update("INSERT INTO change_reader (connection_id, name, position, lease_until)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", owner(reader.connection()), reader.name(),
                reader.position(), reader.leaseUntil()) == 1;
    }

    @Override
    public boolean move(ChangeReader reader) {
        ChangePosition.parse(reader.position());
        return database.update("UPDATE change_reader SET position = ?, lease_until = ? WHERE connection_id = ?"
                + " AND name = ?", reader.position(), reader.leaseUntil(), owner(reader.connection()),
                reader.name()) == 1;
    }

    @Override
    public boolean remove(Optional<ConnectionId> connection, String name) {
        return database.update("DELETE FROM change_reader WHERE connection_id = ? AND name = ?", owner(connection),
                name) == 1;
    }

    /** Forgets one, unless its lease was renewed meanwhile. @return whether it is forgotten */
    boolean forget(ChangeReader lapsed, Instant now) {
        return database.update("DELETE FROM change_reader WHERE connection_id = ? AND name = ? AND lease_until < ?",
                owner(lapsed.connection()), lapsed.name(), now) == 1;
    }

    private static String owner(Optional<ConnectionId> connection) {
        return connection.map(ConnectionId::value).orElse(ALL);
    }
}
