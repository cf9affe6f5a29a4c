package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.AccountLink;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.KeptUser;
import dev.rollcall.directory.storage.PersonCopyStore;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.RetiredSubject;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subjects and links of a whole connection. */
final class PersonCopyTable implements PersonCopyStore {
    private static final String LINKS = "SELECT primary_connection_id, primary_resource_id, connection_id, resource_id,"
            + " linked_at FROM linked_identity";

    private final Database database;
    private final SqlDialect dialect;

    PersonCopyTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    @Override
    public Map<String, List<String>> furtherSubjects(ConnectionId connection, Collection<String> ids) {
        Map<String, List<String>> found = new HashMap<>();
        if (!ids.isEmpty()) {
            database.each(Sql.of("SELECT resource_id, subject FROM identity WHERE connection_id = ? AND "
                    + dialect.isOneOf("resource_id") + " ORDER BY subject", connection.value(),
                    new Sql.Texts(MemberTable.inOrder(ids))),
                    row -> found.computeIfAbsent(row.text(1), _ -> new ArrayList<>()).add(row.text(2)));
        }
        return found;
    }

    @Override
    public List<RetiredSubject> retired(ConnectionId connection, String after, int limit) {
        return database.list(Sql.of("SELECT subject, resource_id FROM retired_subject WHERE connection_id = ?"
                + " AND subject > ? ORDER BY subject LIMIT ?", connection.value(), after, limit),
                row -> new RetiredSubject(row.text(1), row.text(2)));
    }

    @Override
    public List<KeptUser> kept(ConnectionId connection, String after, int limit) {
        return database.list(Sql.of("SELECT resource_id, attribute, subject, own_subject, kept_until FROM kept_user"
                + " WHERE connection_id = ? AND resource_id > ? ORDER BY resource_id LIMIT ?", connection.value(),
                after, limit),
                row -> new KeptUser(row.text(1), new KeptSubject(row.text(2), row.text(3)), row.text(4),
                        row.instant(5)));
    }

    @Override
    public boolean isKept(PersonKey person) {
        return database.first(Sql.of("SELECT 1 FROM kept_user WHERE connection_id = ? AND resource_id = ?",
                person.connection().value(), person.id()), row -> row.number(1)).isPresent();
    }

    @Override
    public boolean keep(ConnectionId connection, KeptUser user) {
        return database.update("INSERT INTO kept_user (connection_id, resource_id, attribute, subject, own_subject,"
                + " kept_until) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", connection.value(), user.id(),
                user.subject().attribute(), user.subject().value(), user.ownSubject(), user.until()) == 1;
    }

    @Override
    public List<AccountLink> linked(ConnectionId connection, String after, int limit) {
        return database.list(Sql.of(LINKS + " WHERE connection_id = ? AND resource_id > ? ORDER BY resource_id LIMIT ?",
                connection.value(), after, limit), PersonCopyTable::link);
    }

    @Override
    public List<AccountLink> linkedFromElsewhere(ConnectionId connection, Optional<AccountLink> after, int limit) {
        Sql.Builder sql = new Sql.Builder()
                .add(LINKS + " WHERE primary_connection_id = ? AND connection_id <> ?", connection.value(),
                        connection.value());
        after.ifPresent(link -> sql.add(
                " AND (primary_resource_id, linked_at, connection_id, resource_id) > (?, ?, ?, ?)",
                link.primary().id(), link.linkedAt(), link.linked().connection().value(), link.linked().id()));
        return database.list(sql
                .add(" ORDER BY primary_resource_id, linked_at, connection_id, resource_id LIMIT ?", limit)
                .build(), PersonCopyTable::link);
    }

    @Override
    public boolean restore(PersonKey person, String subject) {
        String connection = person.connection().value();
        return database.update("UPDATE resource SET subject = CASE WHEN id = ? THEN NULL ELSE ? END"
                + " WHERE connection_id = ? AND id = ? AND NOT EXISTS (SELECT 1 FROM resource o"
                + " WHERE o.connection_id = ? AND o.subject = ? AND o.id <> ?) AND NOT EXISTS (SELECT 1 FROM resource o"
                + " WHERE o.connection_id = ? AND o.id = ? AND o.id <> ?) AND NOT EXISTS (SELECT 1"
                + " FROM retired_subject o WHERE o.connection_id = ? AND o.subject = ?)", subject, subject, connection,
                person.id(), connection, subject, person.id(), connection, subject, person.id(), connection,
                subject) == 1;
    }

    @Override
    public void retire(ConnectionId connection, List<RetiredSubject> subjects) {
        for (RetiredSubject retired : subjects) {
            database.update("INSERT INTO retired_subject (connection_id, subject, resource_id) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING", connection.value(), retired.subject(), retired.id());
        }
    }

    private static AccountLink link(Row row) {
        return new AccountLink(new PersonKey(new ConnectionId(row.text(1)), row.text(2)),
                new PersonKey(new ConnectionId(row.text(3)), row.text(4)), row.instant(5));
    }
}
