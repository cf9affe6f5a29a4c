package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.IndexKeys.Entry;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The indexed values of multi-valued attributes. */
final class EntryTable {
    private final Database database;
    private final SqlDialect dialect;

    EntryTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    /** What the index holds of a resource's entries, each once. */
    static Set<Entry> indexed(IndexKeys keys) {
        Set<Entry> entries = new LinkedHashSet<>();
        for (Entry entry : keys.entries()) {
            entries.add(new Entry(entry.attribute(), IndexText.cut(entry.value()),
                    IndexText.cutQualifier(entry.qualifier())));
        }
        return entries;
    }

    /**
     * Passes when nobody else has the values that a resource comes to have in guarded indexes. Whoever else comes to have one of
     * them at the same time, on whatever node, waits until this transaction is over.
     *
     * @throws UniqueKeyTakenException when somebody has one
     */
    void guard(
            ConnectionId connection, String type, String id, Collection<Entry> old, Collection<Entry> next,
            Set<String> guarded) {
        if (guarded.isEmpty()) {
            return;
        }
        List<Entry> coming = next.stream()
                .filter(entry -> guarded.contains(entry.attribute()) && !old.contains(entry))
                // In one order, so that no two wait for each other.
                .sorted(Comparator.comparing(Entry::attribute).thenComparing(Entry::value))
                .toList();
        for (Entry entry : coming) {
            dialect.hold(database, "value " + connection.value() + ' ' + type + ' ' + entry.attribute() + ' '
                    + entry.value(), true);
            if (database.first(Sql.of(
                    "SELECT 1 FROM resource_entry WHERE connection_id = ? AND type = ? AND attribute = ?"
                            + " AND value = ? AND resource_id <> ? LIMIT 1",
                    connection.value(), type, entry.attribute(),
                    entry.value(), id), row -> row.number(1)).isPresent()) {
                throw new UniqueKeyTakenException(entry.attribute(), entry.value());
            }
        }
    }

    /** Makes the index hold the new entries where it held the old ones. */
    void replace(ConnectionId connection, String type, String id, Collection<Entry> old, Collection<Entry> next) {
        for (Entry entry : old) {
            if (!next.contains(entry)) {
                database.update("DELETE FROM resource_entry WHERE connection_id = ? AND type = ? AND attribute = ?"
                        + " AND value = ? AND qualifier = ? AND resource_id = ?", connection.value(), type,
                        entry.attribute(), entry.value(), entry.qualifier(), id);
            }
        }
        for (Entry entry : next) {
            if (!old.contains(entry)) {
                database.update("INSERT INTO resource_entry (connection_id, type, attribute, value, qualifier,"
                        + " resource_id) VALUES (?, ?, ?, ?, ?, ?)", connection.value(), type, entry.attribute(),
                        entry.value(), entry.qualifier(), id);
            }
        }
    }
}
