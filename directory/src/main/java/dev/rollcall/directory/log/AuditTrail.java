package dev.rollcall.directory.log;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.WriteSession;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where the changes are noted that somebody asks for.
 *
 * <p>Guarantees: a row is in the audit log exactly when what it tells of is in the store, because one write makes both; it holds no
 * secret. Nothing is noted of a change that changes nothing.
 */
@FunctionalInterface
public interface AuditTrail {
    /** Notes nothing: for what the service does by itself. */
    AuditTrail NONE = (session, change) -> {};

    /** Who changes it, for the change record; the service itself unless somebody is known. */
    default Cause cause() {
        return new Cause(Actor.UPKEEP, Optional.empty());
    }

    /** Notes a change, in the session that makes it. May be called again for the same change when a write runs again. */
    void append(WriteSession session, AuditEntry.Change change);

    /** What was noted so far is in force, whatever becomes of the rest: said between the writes of a work that has several. */
    default void committed() {}

    /**
     * Something was made.
     *
     * @param kind such as {@code connection}
     * @param connection that it belongs to
     * @param subject its id
     */
    default void made(
            WriteSession session, String kind, Optional<ConnectionId> connection, String subject, JsonNode after) {
        append(session, change(kind, connection, subject, Optional.empty(), Optional.of(after)));
    }

    /** Something was changed, unless it is as it was. */
    default void changed(
            WriteSession session, String kind, Optional<ConnectionId> connection, String subject, JsonNode before,
            JsonNode after) {
        if (!before.equals(after)) {
            append(session, change(kind, connection, subject, Optional.of(before), Optional.of(after)));
        }
    }

    /** Something was deleted. */
    default void deleted(
            WriteSession session, String kind, Optional<ConnectionId> connection, String subject, JsonNode before) {
        append(session, change(kind, connection, subject, Optional.of(before), Optional.empty()));
    }

    private static AuditEntry.Change change(
            String kind, Optional<ConnectionId> connection, String subject, Optional<JsonNode> before,
            Optional<JsonNode> after) {
        return new AuditEntry.Change(kind, connection.map(ConnectionId::value), subject, before.map(AuditText::of),
                after.map(AuditText::of));
    }
}
