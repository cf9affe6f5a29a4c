package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
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
 * Connections, also those that are gone: what they were called stands in their own records, as long as those are kept. For use by
 * many threads.
 */
public final class RecordedConnections {
    /** Connections that are gone and remembered. */
    private static final int REMEMBERED = 200;

    private static final int PAGES = 20;
    private static final int A_PAGE = 500;

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
        String position = "";
        for (int page = 0; page < PAGES; page++) {
            ChangeFeedPage next = session.changes().page(id, position, A_PAGE);
            Optional<Connection> found = next.changes()
                    .stream()
                    .filter(change -> change.resourceType().equals(Subject.CONNECTION))
                    .findFirst()
                    .flatMap(RecordedConnections::read);
            if (found.isPresent() || next.changes().isEmpty()) {
                found.ifPresent(this::remember);
                return found;
            }
            position = next.position();
        }
        return Optional.empty();
    }

    /** Name and strategy never change, so that any of the records says them. */
    private static Optional<Connection> read(ChangeRecord change) {
        JsonNode step = ScimJson.tree(change.plan()).path(0);
        JsonNode shown = step.path("after").isObject() ? step.path("after") : step.path("before");
        return Strategy.ofKeyword(shown.path("strategy").asString(""))
                .map(strategy -> new Connection(change.connection(), shown.path("name").asString(""), strategy, false,
                        change.time()));
    }
}
