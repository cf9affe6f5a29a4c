package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.ChangePlanJson;
import dev.rollcall.scim.patch.ChangeUndo;
import dev.rollcall.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document of a user at a record that holds none, because it was made before documents were kept with records: the current
 * one, or the last one of who is deleted, with later changes undone.
 *
 * <p>Limit: {@value #PAGES} pages of the connection's changes are looked through; what changed behind them is not undone.
 */
final class LaterChanges {
    private static final int PAGES = 10;
    private static final int A_PAGE = 500;
    private static final String DELETED = "deleted";

    private LaterChanges() {}

    static Optional<ObjectNode> undone(
            ReadSession session, Connection connection, ResourceType type, ChangeRecord change, EventId place) {
        List<ChangeRecord> later = later(session, change, place);
        Optional<ObjectNode> last = session.resources()
                .find(change.connection(), change.resourceType(), change.resourceId())
                .map(StoredResource::document)
                .map(bytes -> (ObjectNode) ScimJson.tree(bytes));
        Optional<ObjectNode> document = last;
        for (ChangeRecord each : later.reversed()) {
            var changes = ChangePlanJson.read(each.plan(), type);
            document = each.action().equals(DELETED)
                    ? Optional.of(ChangeUndo.deleted(type, changes, connection.dialect()))
                    : document.map(after -> ChangeUndo.before(type, after, changes, connection.dialect()));
        }
        return document;
    }

    private static List<ChangeRecord> later(ReadSession session, ChangeRecord change, EventId place) {
        List<ChangeRecord> later = new ArrayList<>();
        String position = session.changes().before(place);
        for (int page = 0; page < PAGES; page++) {
            ChangeFeedPage next = session.changes().page(change.connection(), position, A_PAGE);
            next.changes()
                    .stream()
                    .filter(each -> each.resourceId().equals(change.resourceId()) && !each.id().equals(change.id()))
                    .forEach(later::add);
            if (next.changes().isEmpty()) {
                break;
            }
            position = next.position();
        }
        return later;
    }
}
