package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.IndexKeys.Entry;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.store.jdbc.Database;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The indexed values of multi-valued attributes. */
final class EntryTable {
    private final Database database;

    EntryTable(Database database) {
        this.database = database;
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
