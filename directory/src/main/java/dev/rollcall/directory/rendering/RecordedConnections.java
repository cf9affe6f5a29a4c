package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.scim.json.ScimJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Connections, also those that are gone: what they were called stands in the record of their deletion, as long as that is kept. For
 * use by many threads.
 */
public final class RecordedConnections {
    /** Connections that are gone and remembered. */
    private static final int REMEMBERED = 200;

    private final Map<ConnectionId, Connection> gone = new LinkedHashMap<>();

    /** The connection as it is now, or as its own records say that it was last. */
    public Optional<Connection> find(ReadSession session, ConnectionId id) {
        return session.connections().find(id).or(() -> remembered(id)).or(() -> recorded(session, id));
    }

    private synchronized Optional<Connection> remembered(ConnectionId id) {
        return Optional.ofNullable(gone.get(id));
    }

    private synchronized void remember(Connection connection) {
        if (gone.size() >= REMEMBERED) {
            gone.remove(gone.keySet().iterator().next());
        }
        gone.put(connection.id(), connection);
    }

    private Optional<Connection> recorded(ReadSession session, ConnectionId id) {
        // It is the last of its changes, so that it is kept as long as any.
        Optional<Connection> found = session.changes().deletion(id).flatMap(RecordedConnections::read);
        found.ifPresent(this::remember);
        return found;
    }

    private static Optional<Connection> read(ChangeRecord change) {
        JsonNode step = ScimJson.tree(change.plan()).path(0);
        JsonNode shown = step.path("after").isObject() ? step.path("after") : step.path("before");
        return Strategy.ofKeyword(shown.path("strategy").asString(""))
                .map(strategy -> new Connection(change.connection(), shown.path("name").asString(""), strategy, false,
                        change.time()));
    }
}
