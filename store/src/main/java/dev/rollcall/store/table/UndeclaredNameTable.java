package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.UndeclaredNameLimit;
import dev.rollcall.directory.storage.UndeclaredNameStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Undeclared names, and of each connection how many it has: a row that is locked while names are added. */
final class UndeclaredNameTable implements UndeclaredNameStore {
    /** Names that one statement inserts. */
    private static final int ROWS = 50;

    private final Database database;
    private final SqlDialect dialect;

    UndeclaredNameTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    @Override
    public Set<String> known(ConnectionId connection, String type, Collection<String> names) {
        return new HashSet<>(database.list(
                Sql.of("SELECT name FROM undeclared_name WHERE connection_id = ? AND type = ?"
                        + " AND " + dialect.isOneOf("name"), connection.value(), type,
                        new Sql.Texts(List.copyOf(names))),
                row -> row.text(1)));
    }

    @Override
    public boolean overflowed(ConnectionId connection) {
        return use(connection).filter(Use::overflowed).isPresent();
    }

    @Override
    public boolean remember(ConnectionId connection, String type, Collection<String> names, UndeclaredNameLimit limit) {
        List<String> seen = unknown(connection, type, names);
        if (seen.isEmpty()) {
            return false;
        }
        if (use(connection).filter(use -> use.overflowed && !use.fits(seen.getFirst(), limit)).isPresent()) {
            return true;
        }
        Use use = locked(connection);
        // Asked once more: others may have added the same before the row was locked.
        List<String> added = new ArrayList<>();
        Use after = use;
        boolean full = false;
        for (String name : unknown(connection, type, seen)) {
            if (!after.fits(name, limit)) {
                after = new Use(after.names, after.bytes, true);
                full = true;
                break;
            }
            after = new Use(after.names + 1, after.bytes + size(name), after.overflowed);
            added.add(name);
        }
        for (int i = 0; i < added.size(); i += ROWS) {
            insert(connection, type, added.subList(i, Math.min(i + ROWS, added.size())));
        }
        if (!after.equals(use)) {
            database.update(
                    "UPDATE undeclared_name_use SET names = ?, bytes = ?, overflowed = ? WHERE connection_id = ?",
                    after.names, after.bytes, after.overflowed, connection.value());
        }
        return full;
    }

    private List<String> unknown(ConnectionId connection, String type, Collection<String> names) {
        Set<String> known = known(connection, type, names);
        return names.stream().filter(name -> !known.contains(name)).toList();
    }

    /** What a connection has. */
    private record Use(long names, long bytes, boolean overflowed) {
        private boolean fits(String name, UndeclaredNameLimit limit) {
            return names < limit.names() && bytes + size(name) <= limit.bytes();
        }

        private static Use read(Row row) {
            return new Use(row.number(1), row.number(2), row.flag(3));
        }
    }

    private static long size(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private Optional<Use> use(ConnectionId connection) {
        return database.first(Sql.of("SELECT names, bytes, overflowed FROM undeclared_name_use WHERE connection_id = ?",
                connection.value()), Use::read);
    }

    private Use locked(ConnectionId connection) {
        return database.first(Sql.of("INSERT INTO undeclared_name_use (connection_id, names, bytes, overflowed)"
                + " VALUES (?, 0, 0, 0) ON CONFLICT (connection_id) DO UPDATE SET names = undeclared_name_use.names"
                + " RETURNING names, bytes, overflowed", connection.value()), Use::read)
                .orElseThrow(() -> new StorageException("The database answered an insertion with no row."));
    }

    private void insert(ConnectionId connection, String type, List<String> names) {
        Sql.Builder sql = new Sql.Builder().add("INSERT INTO undeclared_name (connection_id, type, name) VALUES ");
        for (int i = 0; i < names.size(); i++) {
            sql.add(i == 0 ? "(?, ?, ?)" : ", (?, ?, ?)", connection.value(), type, names.get(i));
        }
        database.update(sql.build());
    }
}
