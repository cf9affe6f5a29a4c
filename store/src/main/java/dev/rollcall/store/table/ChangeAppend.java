package dev.rollcall.store.table;

import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;

/**
 * Appends to the change record, in one statement: what the record keeps of the moment (the version of the mapping, whose person
 * it is, what only the product has of it, the primary account unless that is gone, and the document) is looked up where the row is written, by primary keys of rows that
 * this transaction has in hand anyway.
 */
final class ChangeAppend {
    private static final String USER = "User";
    private static final String GROUP = "Group";
    private static final String VALUES = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " coalesce((SELECT s.mapping FROM scim_configuration s WHERE s.connection_id = ?), ?)";

    /** A part before the last one is a list of members and nothing else. */
    private static final String PART = "INSERT INTO change (" + ChangeRows.COLUMNS + ") VALUES (" + VALUES + ")";

    private static final String RESOURCE = "INSERT INTO change (" + ChangeRows.COLUMNS + ", created) SELECT " + VALUES
            + ", r.created FROM (SELECT 1 AS one) o LEFT JOIN resource r ON r.connection_id = ? AND r.id = ?";

    /** What a connection declares itself has nothing beside its document. */
    private static final String DECLARED = "INSERT INTO change (" + ChangeRows.COLUMNS + ", created, image) SELECT "
            + VALUES + ", r.created, r.document FROM (SELECT 1 AS one) o LEFT JOIN resource r ON r.connection_id = ?"
            + " AND r.id = ?";

    private static final String PERSON = "INSERT INTO change (" + ChangeRows.COLUMNS + ", " + ChangeRows.IMAGE
            + ") SELECT " + VALUES + ", r.created, r.subject,"
            + " CASE WHEN EXISTS (SELECT 1 FROM resource p JOIN connection c ON c.connection_id = p.connection_id"
            + " WHERE p.connection_id = l.primary_connection_id AND p.id = l.primary_resource_id)"
            + " THEN l.primary_connection_id || ' ' || l.primary_resource_id END,"
            + " v.blocked || ' ' || coalesce(CAST(v.blocked_until AS text), '') || ' ' || v.content, %s"
            + " FROM (SELECT 1 AS one) o LEFT JOIN resource r ON r.connection_id = ? AND r.id = ?"
            + " LEFT JOIN overlay v ON v.connection_id = ? AND v.resource_id = ?"
            + " LEFT JOIN linked_identity l ON l.connection_id = ? AND l.resource_id = ?";

    /** The plan of a creation and that of a deletion is the document. */
    private static final String WHOLE_PLAN = PERSON.formatted("NULL");
    private static final String DIFFERENCE = PERSON.formatted("r.document");

    private final Database database;

    ChangeAppend(Database database) {
        this.database = database;
    }

    void append(ChangeRecord change) {
        String connection = change.connection().value();
        Sql.Builder sql = new Sql.Builder().add(statement(change));
        bind(sql, change);
        if (change.last()) {
            sql.bind(connection).bind(change.resourceId());
            if (change.resourceType().equals(USER)) {
                sql.bind(connection).bind(change.resourceId()).bind(connection).bind(change.resourceId());
            }
        }
        database.update(sql.build());
    }

    private static String statement(ChangeRecord change) {
        if (!change.last()) {
            return PART;
        }
        String type = change.resourceType();
        boolean updated = change.action().equals("updated");
        if (!type.equals(USER)) {
            return updated && !type.equals(GROUP) && !type.equals(Subject.CONNECTION) ? DECLARED : RESOURCE;
        }
        return updated ? DIFFERENCE : WHOLE_PLAN;
    }

    private static void bind(Sql.Builder sql, ChangeRecord change) {
        Subject subject = change.subject();
        Cause cause = change.cause();
        sql.bind(change.connection().value())
                .bind(change.id())
                .bind(change.part())
                .bind(change.last())
                .bind(subject.type())
                .bind(subject.id())
                .bind(subject.userName())
                .bind(subject.externalId())
                .bind(subject.displayName())
                .bind(change.action())
                .bind(change.version())
                .bind(change.time())
                .bind(cause.actor().kind().keyword())
                .bind(cause.actor().id())
                .bind(cause.requestId())
                .bind(change.plan())
                .bind(change.connection().value())
                .bind(ScimConfiguration.DEFAULT_MAPPING);
    }
}
