package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Deleted people of whom what only the product has is kept. It stays where it is, under the id that the person had; with the
 * person's own subject among the retired ones, so that nobody else is given it meanwhile.
 */
final class KeptUserTable {
    /** People who are forgotten in one piece: each may have an overlay of many kilobytes. */
    private static final int AT_ONCE = 100;

    /** What is kept of a person, by the column that names the person. */
    private static final List<String> OWNERS = List.of("overlay", "identity", "linked_identity");

    private final Database database;
    private final SqlDialect dialect;

    KeptUserTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    /** An expression: whether somebody with that subject is kept, by whatever attribute; {@link #revive} looks whether it is that one. */
    static Sql holds(ConnectionId connection, String subject) {
        return Sql.of("CASE WHEN EXISTS (SELECT 1 FROM kept_user k WHERE k.connection_id = ? AND k.subject = ?)"
                + " THEN 1 ELSE 0 END", connection.value(), subject);
    }

    /** Keeps somebody whose row is still there. */
    void keep(PersonKey person, KeptSubject subject, Instant until) {
        database.update("INSERT INTO kept_user (connection_id, resource_id, attribute, subject, own_subject,"
                + " kept_until) SELECT connection_id, id, ?, ?, coalesce(subject, id), ? FROM resource"
                + " WHERE connection_id = ? AND id = ?", subject.attribute(), subject.value(), until,
                person.connection().value(), person.id());
    }

    boolean kept(ConnectionId connection, KeptSubject subject) {
        return database.first(Sql.of("SELECT 1 WHERE EXISTS (SELECT 1 FROM kept_user k WHERE k.connection_id = ?"
                + " AND k.subject = ? AND k.attribute IN (?, '')) OR EXISTS (SELECT 1 FROM identity i JOIN kept_user k"
                + " ON k.connection_id = i.connection_id AND k.resource_id = i.resource_id"
                + " WHERE i.connection_id = ? AND i.subject = ?)", connection.value(), subject.value(),
                subject.attribute(), connection.value(), subject.value()), row -> row.number(1)).isPresent();
    }

    /**
     * Whoever deletes the row of the one who is kept has that one; another who looks for it at the same time finds nobody. Of
     * several with that subject, it is the one who has it in the user id, or else the one who was deleted last.
     */
    boolean revive(PersonKey person, KeptSubject subject, Instant now) {
        String connection = person.connection().value();
        Optional<Kept> found = database.first(Sql.of("DELETE FROM kept_user WHERE connection_id = ? AND resource_id ="
                + " coalesce((SELECT k.resource_id FROM retired_subject s JOIN kept_user k"
                + " ON k.connection_id = s.connection_id AND k.resource_id = s.resource_id"
                + " WHERE s.connection_id = ? AND s.subject = ? AND k.subject = s.subject"
                + " AND k.attribute IN (?, '') AND k.kept_until > ?),"
                + " (SELECT k.resource_id FROM kept_user k WHERE k.connection_id = ? AND k.subject = ?"
                + " AND k.attribute IN (?, '') AND k.kept_until > ?"
                + " ORDER BY k.kept_until DESC, k.resource_id DESC LIMIT 1)) RETURNING resource_id, own_subject",
                connection, connection, subject.value(), subject.attribute(), now, connection, subject.value(),
                subject.attribute(), now), row -> new Kept(row.text(1), row.text(2)));
        found.ifPresent(kept -> {
            if (isLinked(person.connection(), kept.id())) {
                // Whoever links somebody meanwhile has done so before, or sees who is back.
                dialect.enter(database, Share.LINKS, LinkedAccounts.LANE);
            }
            database.update("DELETE FROM retired_subject WHERE connection_id = ? AND subject = ?", connection,
                    kept.ownSubject());
            database.update("UPDATE resource SET subject = ? WHERE connection_id = ? AND id = ?", kept.ownSubject(),
                    connection, person.id());
            for (String table : OWNERS) {
                database.update("UPDATE " + table + " SET resource_id = ? WHERE connection_id = ? AND resource_id = ?",
                        person.id(), connection, kept.id());
            }
            database.update("UPDATE linked_identity SET primary_resource_id = ? WHERE primary_connection_id = ?"
                    + " AND primary_resource_id = ?", person.id(), connection, kept.id());
            leaveOneLevel(person);
        });
        return found.isPresent();
    }

    private boolean isLinked(ConnectionId connection, String id) {
        return database.first(Sql.of("SELECT 1 WHERE EXISTS (SELECT 1 FROM linked_identity WHERE connection_id = ?"
                + " AND resource_id = ?) OR EXISTS (SELECT 1 FROM linked_identity WHERE primary_connection_id = ?"
                + " AND primary_resource_id = ?)", connection.value(), id, connection.value(), id),
                row -> row.number(1))
                .isPresent();
    }

    /** Links that were made since the deletion stay; those to and from the one who is back that would add a level go. */
    private void leaveOneLevel(PersonKey person) {
        database.update("DELETE FROM linked_identity WHERE primary_connection_id = ? AND primary_resource_id = ?"
                + " AND EXISTS (SELECT 1 FROM linked_identity below"
                + " WHERE below.primary_connection_id = linked_identity.connection_id"
                + " AND below.primary_resource_id = linked_identity.resource_id)", person.connection().value(),
                person.id());
        database.update("DELETE FROM linked_identity WHERE connection_id = ? AND resource_id = ?"
                + " AND EXISTS (SELECT 1 FROM linked_identity above"
                + " WHERE above.connection_id = linked_identity.primary_connection_id"
                + " AND above.resource_id = linked_identity.primary_resource_id)", person.connection().value(),
                person.id());
    }

    /** The id that somebody had, and what the {@code user_id} ends with. */
    private record Kept(String id, String ownSubject) {}

    boolean forgetKept(ConnectionId connection, String ownSubject) {
        Optional<String> gone = database.first(Sql.of("DELETE FROM kept_user WHERE connection_id = ? AND resource_id ="
                + " (SELECT s.resource_id FROM retired_subject s WHERE s.connection_id = ? AND s.subject = ?)"
                + " RETURNING resource_id", connection.value(), connection.value(), ownSubject), row -> row.text(1));
        gone.ifPresent(id -> forget(connection, List.of(id)));
        return gone.isPresent();
    }

    /** Forgets some of those whose time is over. @return how many */
    int expire(ConnectionId connection, Instant now, int limit) {
        List<String> gone = database.list(Sql.of("DELETE FROM kept_user WHERE connection_id = ? AND resource_id IN"
                + " (SELECT k.resource_id FROM kept_user k WHERE k.connection_id = ? AND k.kept_until <= ?"
                + " ORDER BY k.kept_until LIMIT ?) RETURNING resource_id", connection.value(), connection.value(), now,
                Math.min(limit, AT_ONCE)), row -> row.text(1));
        if (!gone.isEmpty()) {
            forget(connection, gone);
        }
        return gone.size();
    }

    /** Forgets what only the product has of people who are not there any more. */
    void forget(ConnectionId connection, List<String> ids) {
        Sql.Texts people = new Sql.Texts(MemberTable.inOrder(ids));
        for (String table : OWNERS) {
            database.update("DELETE FROM " + table + " WHERE connection_id = ? AND " + dialect.isOneOf("resource_id"),
                    connection.value(), people);
        }
        database.update("DELETE FROM linked_identity WHERE primary_connection_id = ? AND "
                + dialect.isOneOf("primary_resource_id"), connection.value(), people);
    }
}
