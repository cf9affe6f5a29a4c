package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.storage.Departed;
import dev.rollcall.directory.storage.IdentityStore;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** By which subjects people are known. */
final class IdentityTable implements IdentityStore {
    private static final String RETIREMENT = "INSERT INTO retired_subject (connection_id, subject, resource_id)"
            + " SELECT connection_id, coalesce(subject, id), id FROM resource WHERE connection_id = ? AND id = ?"
            + " ON CONFLICT DO NOTHING RETURNING CASE WHEN EXISTS (SELECT 1 FROM overlay o WHERE o.connection_id = ?"
            + " AND o.resource_id = ?) OR EXISTS (SELECT 1 FROM identity i WHERE i.connection_id = ?"
            + " AND i.resource_id = ?) OR EXISTS (SELECT 1 FROM linked_identity l WHERE l.connection_id = ?"
            + " AND l.resource_id = ?) OR EXISTS (SELECT 1 FROM linked_identity l WHERE l.primary_connection_id = ?"
            + " AND l.primary_resource_id = ?) THEN 1 ELSE 0 END, CASE WHEN EXISTS (SELECT 1 FROM member m"
            + MemberTable.GROUPS_OF + " WHERE m.connection_id = ? AND m.value = ?) THEN 1 ELSE 0 END";

    private static final int UUID_LENGTH = 36;
    private static final int UUID_VERSION_PLACE = 14;

    private final Database database;
    private final SqlDialect dialect;
    private final KeptUserTable keptUsers;

    IdentityTable(Database database, SqlDialect dialect, KeptUserTable keptUsers) {
        this.database = database;
        this.dialect = dialect;
        this.keptUsers = keptUsers;
    }

    /**
     * An expression: the subject, or NULL when it is or was somebody's, a sign-in finds somebody by it, or it is an id of the
     * connection. All is looked up in one snapshot, in which a subject is either somebody's or retired; two who take it at
     * the same moment, the unique index parts, and what is retired after the snapshot, {@link CountTable#addPerson}.
     */
    static Sql unlessTaken(ConnectionId connection, String subject) {
        Sql.Builder sql = new Sql.Builder().add("CASE WHEN EXISTS (SELECT 1 FROM resource s WHERE s.connection_id = ?"
                + " AND s.subject = ?) OR EXISTS (SELECT 1 FROM retired_subject s WHERE s.connection_id = ?"
                + " AND s.subject = ?) OR EXISTS (SELECT 1 FROM identity s WHERE s.connection_id = ?"
                + " AND s.subject = ?)", connection.value(), subject, connection.value(), subject, connection.value(),
                subject);
        if (hasTheFormOfAnId(subject)) {
            sql.add(" OR EXISTS (SELECT 1 FROM resource s WHERE s.connection_id = ? AND s.id = ?)", connection.value(),
                    subject);
        }
        return sql.add(" THEN NULL ELSE ? END", subject).build();
    }

    /** Ids are of version 7 of UUIDs, and most providers' of version 4, so that this look-up is hardly ever made. */
    private static boolean hasTheFormOfAnId(String subject) {
        return subject.length() == UUID_LENGTH && subject.charAt(UUID_VERSION_PLACE) == '7';
    }

    @Override
    public Map<String, String> subjects(ConnectionId connection, Collection<String> ids) {
        Map<String, String> found = new HashMap<>();
        if (!ids.isEmpty()) {
            database.each(Sql.of("SELECT r.id, coalesce(r.subject, r.id) FROM resource r WHERE r.connection_id = ? AND "
                    + dialect.isOneOf("r.id"), connection.value(), new Sql.Texts(MemberTable.inOrder(ids))),
                    row -> found.put(row.text(1), row.text(2)));
        }
        return found;
    }

    @Override
    public Optional<String> holder(ConnectionId connection, String subject) {
        return text("SELECT id FROM resource WHERE connection_id = ? AND subject = ?", connection, subject)
                .or(() -> text("SELECT id FROM resource WHERE connection_id = ? AND id = ? AND subject IS NULL",
                        connection, subject));
    }

    @Override
    public Optional<String> signedInAs(ConnectionId connection, String subject) {
        return text("SELECT resource_id FROM identity WHERE connection_id = ? AND subject = ?", connection, subject);
    }

    @Override
    public Map<String, String> signedInAs(ConnectionId connection, Collection<String> subjects) {
        Map<String, String> found = new HashMap<>();
        if (!subjects.isEmpty()) {
            database.each(Sql.of("SELECT i.subject, i.resource_id FROM identity i WHERE i.connection_id = ? AND "
                    + dialect.isOneOf("i.subject"), connection.value(), new Sql.Texts(MemberTable.inOrder(subjects))),
                    row -> found.put(row.text(1), row.text(2)));
        }
        return found;
    }

    @Override
    public Set<String> sharedExternalIds(ConnectionId connection, Collection<String> externalIds) {
        return externalIds.isEmpty()
                ? Set.of()
                : Set.copyOf(database.list(Sql.of("SELECT r.external_id FROM resource r WHERE r.connection_id = ?"
                        + " AND r.type = 'User' AND " + dialect.isOneOf("r.external_id")
                        + " GROUP BY r.external_id HAVING count(*) > 1", connection.value(),
                        new Sql.Texts(MemberTable.inOrder(externalIds))), row -> row.text(1)));
    }

    @Override
    public List<String> furtherSubjects(ConnectionId connection, String id, int limit) {
        return database.list(Sql.of("SELECT subject FROM identity WHERE connection_id = ? AND resource_id = ?"
                + " ORDER BY subject LIMIT ?", connection.value(), id, limit), row -> row.text(1));
    }

    /** A link to a primary account that is gone, perhaps with its connection, is none. */
    @Override
    public Optional<PersonKey> primary(PersonKey linked) {
        return database.first(Sql.of("SELECT l.primary_connection_id, l.primary_resource_id FROM linked_identity l"
                + " JOIN connection c ON c.connection_id = l.primary_connection_id"
                + " JOIN resource r ON r.connection_id = l.primary_connection_id AND r.id = l.primary_resource_id"
                + " WHERE l.connection_id = ? AND l.resource_id = ?", linked.connection().value(), linked.id()),
                IdentityTable::account);
    }

    @Override
    public List<PersonKey> linked(PersonKey primary, int limit) {
        return database.list(Sql.of("SELECT l.connection_id, l.resource_id FROM linked_identity l"
                + " JOIN connection c ON c.connection_id = l.connection_id"
                + " JOIN resource r ON r.connection_id = l.connection_id AND r.id = l.resource_id"
                + " WHERE l.primary_connection_id = ? AND l.primary_resource_id = ?"
                + " ORDER BY l.linked_at, l.connection_id, l.resource_id LIMIT ?", primary.connection().value(),
                primary.id(), limit), IdentityTable::account);
    }

    @Override
    public Map<String, List<PersonKey>> linked(ConnectionId connection, Collection<String> primaries, int limit) {
        Map<String, List<PersonKey>> found = new HashMap<>();
        if (!primaries.isEmpty()) {
            database.each(Sql.of("SELECT l.connection_id, l.resource_id, l.primary_resource_id FROM linked_identity l"
                    + " JOIN connection c ON c.connection_id = l.connection_id"
                    + " JOIN resource r ON r.connection_id = l.connection_id AND r.id = l.resource_id"
                    + " WHERE l.primary_connection_id = ? AND " + dialect.isOneOf("l.primary_resource_id")
                    + " ORDER BY l.primary_resource_id, l.linked_at, l.connection_id, l.resource_id LIMIT ?",
                    connection.value(), new Sql.Texts(MemberTable.inOrder(primaries)), limit),
                    row -> found.computeIfAbsent(row.text(3), _ -> new ArrayList<>()).add(account(row)));
        }
        return found;
    }

    /** Each connection is looked into by its own index: one more over all of them would cost every write. */
    @Override
    public List<PersonKey> withEmail(String folded, int limit) {
        return database.list(Sql.of("SELECT DISTINCT c.created_at, e.connection_id, e.resource_id FROM connection c"
                + " JOIN resource_entry e ON e.connection_id = c.connection_id AND e.type = 'User'"
                + " AND e.attribute = 'emails.value' AND e.value = ?"
                + " ORDER BY c.created_at, e.connection_id, e.resource_id LIMIT ?", folded, limit),
                row -> new PersonKey(new ConnectionId(row.text(2)), row.text(3)));
    }

    @Override
    public List<PersonKey> withUserName(String folded, int limit) {
        return database.list(Sql.of("SELECT r.connection_id, r.id FROM connection c"
                + " JOIN resource r ON r.connection_id = c.connection_id AND r.type = 'User' AND r.unique_key = ?"
                + " ORDER BY c.created_at, r.connection_id, r.id LIMIT ?", folded, limit), IdentityTable::account);
    }

    @Override
    public List<ConnectionId> connectionsOf(String folded, int limit) {
        return database.list(ofConnections(folded, limit), row -> new ConnectionId(row.text(1)));
    }

    /** Each connection is looked into by its own indexes: with a limit, no planner takes a look for one that reads a whole table. */
    static Sql ofConnections(String folded, int limit) {
        return Sql.of("SELECT c.connection_id FROM connection c WHERE (SELECT 1 FROM resource_entry e"
                + " WHERE e.connection_id = c.connection_id AND e.type = 'User' AND e.attribute = 'emails.value'"
                + " AND e.value = ? LIMIT 1) IS NOT NULL OR (SELECT 1 FROM resource r WHERE r.connection_id = c.connection_id"
                + " AND r.type = 'User' AND r.unique_key = ? LIMIT 1) IS NOT NULL ORDER BY c.created_at, c.connection_id LIMIT ?",
                folded,
                folded, limit);
    }

    @Override
    public Map<String, PersonKey> primaries(ConnectionId connection, Collection<String> ids) {
        Map<String, PersonKey> found = new HashMap<>();
        if (!ids.isEmpty()) {
            database.each(Sql.of("SELECT l.primary_connection_id, l.primary_resource_id, l.resource_id"
                    + " FROM linked_identity l JOIN connection c ON c.connection_id = l.primary_connection_id"
                    + " JOIN resource r ON r.connection_id = l.primary_connection_id AND r.id = l.primary_resource_id"
                    + " WHERE l.connection_id = ? AND " + dialect.isOneOf("l.resource_id"), connection.value(),
                    new Sql.Texts(MemberTable.inOrder(ids))), row -> found.put(row.text(3), account(row)));
        }
        return found;
    }

    @Override
    public Optional<ConnectionId> owner(String type, String id) {
        return database.first(Sql.of("SELECT r.connection_id FROM connection c"
                + " JOIN resource r ON r.connection_id = c.connection_id AND r.id = ? AND r.type = ?", id, type),
                row -> new ConnectionId(row.text(1)));
    }

    @Override
    public Departed retire(PersonKey person) {
        Optional<Left> left = left(person);
        Departed departed = departed(person, left);
        if (left.isEmpty() || left.get().more()) {
            keptUsers.forget(person.connection(), List.of(person.id()));
        }
        return departed;
    }

    /** Most people have nothing more, so that nothing is asked about them. */
    private Departed departed(PersonKey person, Optional<Left> left) {
        return new Departed(left.isEmpty() || left.get().member(), left.isEmpty() || left.get().more()
                ? linked(person, LinkedAccounts.MOST)
                : List.of());
    }

    @Override
    public Departed keep(PersonKey person, KeptSubject subject, Instant until) {
        Departed departed = departed(person, left(person));
        keptUsers.keep(person, subject, until);
        return departed;
    }

    @Override
    public boolean revive(PersonKey person, KeptSubject subject, Instant now) {
        return keptUsers.revive(person, subject, now);
    }

    @Override
    public boolean forgetKept(ConnectionId connection, String ownSubject) {
        return keptUsers.forgetKept(connection, ownSubject);
    }

    @Override
    public boolean kept(ConnectionId connection, KeptSubject subject) {
        return keptUsers.kept(connection, subject);
    }

    /** What else there is of somebody who is deleted. @param more what only the product has @param member of a group */
    private record Left(boolean more, boolean member) {}

    /**
     * Takes the subject down. Most people are only what the provider says: the same statement says whether there is more. There
     * is no answer when the subject was taken down before; then anything may be there.
     */
    private Optional<Left> left(PersonKey person) {
        String connection = person.connection().value();
        return database.first(Sql.of(RETIREMENT, connection, person.id(), connection, person.id(), connection,
                person.id(), connection, person.id(), connection, person.id(), connection, person.id()),
                row -> new Left(row.flag(1), row.flag(2)));
    }

    @Override
    public boolean add(PersonKey person, String subject) {
        int added = database.update("INSERT INTO identity (connection_id, subject, resource_id) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING", person.connection().value(), subject, person.id());
        return added == 1 || signedInAs(person.connection(), subject).equals(Optional.of(person.id()));
    }

    @Override
    public boolean addExternalId(PersonKey user, String externalId) {
        int added = database.update("INSERT INTO identity (connection_id, subject, resource_id)"
                + " SELECT r.connection_id, r.external_id, r.id FROM resource r WHERE r.connection_id = ? AND r.id = ?"
                + " AND r.type = 'User' AND r.external_id = ? AND NOT EXISTS (SELECT 1 FROM resource o"
                + " WHERE o.connection_id = r.connection_id AND o.type = 'User' AND o.external_id = r.external_id"
                + " AND o.id <> r.id) ON CONFLICT DO NOTHING", user.connection().value(), user.id(), externalId);
        return added == 1 || signedInAs(user.connection(), externalId).equals(Optional.of(user.id()));
    }

    @Override
    public void remove(PersonKey person, String subject) {
        database.update("DELETE FROM identity WHERE connection_id = ? AND subject = ? AND resource_id = ?",
                person.connection().value(), subject, person.id());
    }

    /** A link to a primary account that is gone is none, and stands in nobody's way. */
    @Override
    public boolean link(PersonKey primary, PersonKey linked, Instant time) {
        database.update("DELETE FROM linked_identity WHERE connection_id = ? AND resource_id = ? AND NOT EXISTS"
                + " (SELECT 1 FROM connection c JOIN resource r ON r.connection_id = c.connection_id"
                + " AND r.id = linked_identity.primary_resource_id"
                + " WHERE c.connection_id = linked_identity.primary_connection_id)", linked.connection().value(),
                linked.id());
        return database.update("INSERT INTO linked_identity (connection_id, resource_id, primary_connection_id,"
                + " primary_resource_id, linked_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                linked.connection().value(), linked.id(), primary.connection().value(), primary.id(), time) == 1;
    }

    @Override
    public boolean unlink(PersonKey primary, PersonKey linked) {
        return database.update("DELETE FROM linked_identity WHERE connection_id = ? AND resource_id = ?"
                + " AND primary_connection_id = ? AND primary_resource_id = ?", linked.connection().value(),
                linked.id(),
                primary.connection().value(), primary.id()) == 1;
    }

    private Optional<String> text(String sql, ConnectionId connection, String value) {
        return database.first(Sql.of(sql, connection.value(), value), row -> row.text(1));
    }

    private static PersonKey account(Row row) {
        return new PersonKey(new ConnectionId(row.text(1)), row.text(2));
    }
}
