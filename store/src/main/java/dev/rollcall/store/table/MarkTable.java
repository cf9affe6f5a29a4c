package dev.rollcall.store.table;

import dev.rollcall.directory.storage.MarkStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.util.Optional;

/** What is known of the store as a whole. */
final class MarkTable implements MarkStore {
    private final Database database;

    MarkTable(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> find(String name) {
        return database.first(Sql.of("SELECT value FROM mark WHERE name = ?", name), row -> row.text(1));
    }

    @Override
    public boolean setFirst(String name, String value) {
        return database.update("INSERT INTO mark (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, value) == 1;
    }

    @Override
    public void set(String name, String value) {
        database.update("INSERT INTO mark (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value ="
                + " excluded.value", name, value);
    }
}
