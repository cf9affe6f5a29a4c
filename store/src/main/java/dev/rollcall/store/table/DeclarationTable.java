package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.DeclarationStore;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.directory.type.DeclaredVersion;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.List;
import java.util.Optional;

/** The schemas and resource types that connections declare. */
final class DeclarationTable implements DeclarationStore {
    private static final String ALL = "SELECT kind, name, document, declared_at FROM declaration WHERE connection_id = ?";
    private static final String ONE = " AND kind = ? AND folded_name = ?";

    private final Database database;
    private final TypeSource types;

    DeclarationTable(Database database, TypeSource types) {
        this.database = database;
        this.types = types;
    }

    /** The types of a connection whose declarations are of that version. */
    ConnectionTypes types(ConnectionId connection, String version) {
        if (version.isEmpty()) {
            return ConnectionTypes.standard();
        }
        return types.of(connection, version, () -> of(connection));
    }

    @Override
    public List<Declaration> of(ConnectionId connection) {
        return database.list(Sql.of(ALL + " ORDER BY kind, folded_name", connection.value()), DeclarationTable::read);
    }

    @Override
    public Optional<DeclaredVersion> current(ConnectionId connection) {
        return database.first(Sql.of("SELECT types FROM connection WHERE connection_id = ?", connection.value()),
                row -> row.text(1)).map(version -> new DeclaredVersion(version, of(connection)));
    }

    @Override
    public Optional<Declaration> find(ConnectionId connection, Kind kind, String name) {
        return database.first(Sql.of(ALL + ONE, connection.value(), kind.keyword(), Declaration.key(name)),
                DeclarationTable::read);
    }

    @Override
    public void put(ConnectionId connection, Declaration declaration) {
        database.update("INSERT INTO declaration (connection_id, kind, folded_name, name, document, declared_at)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (connection_id, kind, folded_name) DO UPDATE SET"
                + " name = excluded.name, document = excluded.document, declared_at = excluded.declared_at",
                connection.value(), declaration.kind().keyword(), declaration.key(), declaration.name(),
                declaration.text(), declaration.declaredAt());
    }

    @Override
    public boolean remove(ConnectionId connection, Kind kind, String name) {
        return database.update("DELETE FROM declaration WHERE connection_id = ?" + ONE, connection.value(),
                kind.keyword(), Declaration.key(name)) == 1;
    }

    @Override
    public boolean move(ConnectionId connection, String from, String to) {
        return database.update("UPDATE connection SET types = ? WHERE connection_id = ? AND types = ?", to,
                connection.value(), from) == 1;
    }

    private static Declaration read(Row row) {
        return new Declaration(Kind.of(row.text(1)), row.text(2), row.text(3), row.instant(4));
    }
}
