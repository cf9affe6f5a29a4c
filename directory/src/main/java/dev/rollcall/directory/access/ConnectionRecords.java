package dev.rollcall.directory.access;

import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the change record says of connections themselves: that one was made, is set otherwise, or is gone.
 *
 * <p>Guarantees: a record is about {@link Subject#CONNECTION} and has one change, whose path is {@value #PATH} and whose values are
 * the whole connection before and after, so that it can be shown as it was then without anything else. Nothing is recorded of what
 * changes nothing. It holds no secret: it is what the audit log has of a connection and its configuration, without mapping rows.
 */
public final class ConnectionRecords {
    /** The path of the one change. */
    public static final String PATH = "urn:rollcall:params:connection";

    private final Cause cause;
    private final String changeId;
    private final Instant time;

    /** @param changeId of the change that is recorded, the same when the write runs again */
    ConnectionRecords(Cause cause, String changeId, Instant time) {
        this.cause = cause;
        this.changeId = changeId;
        this.time = time;
    }

    /** A connection as it is; empty when it is not there. */
    static Optional<JsonNode> shown(ReadSession session, ConnectionId id) {
        return session.connections().find(id).map(connection -> shown(session, connection));
    }

    private static ObjectNode shown(ReadSession session, Connection connection) {
        ObjectNode shown = AuditForms.of(Connections.described(session, connection));
        session.configurations()
                .find(connection.id())
                .ifPresent(configuration -> shown
                        .setAll(AuditForms.of(new Provisioning(connection, configuration, ""),
                                false)));
        shown.remove("connection_id");
        return shown;
    }

    /** Something was done to a connection that is there. @param before what {@link #shown} said */
    void append(WriteSession session, ConnectionId id, Optional<JsonNode> before) {
        Connection connection = session.connections().find(id).orElseThrow();
        Optional<JsonNode> after = Optional.of(shown(session, connection));
        if (!before.equals(after)) {
            append(session, connection, before.isEmpty() ? "created" : "updated", before, after);
        }
    }

    /** A connection is gone. @param before what {@link #shown} said */
    void deleted(WriteSession session, Connection connection, Optional<JsonNode> before) {
        append(session, connection, "deleted", before, Optional.empty());
    }

    private void append(
            WriteSession session, Connection connection, String action, Optional<JsonNode> before,
            Optional<JsonNode> after) {
        Subject subject = new Subject(Subject.CONNECTION, connection.id().value(), Optional.empty(), Optional.empty(),
                Optional.of(connection.name()));
        session.changes()
                .append(new ChangeRecord(connection.id(), changeId, 0, true, subject, action, 1, time, cause,
                        ChangePlanJson.write(List.of(new Change.Assigned(PATH, before, after)))));
    }
}
