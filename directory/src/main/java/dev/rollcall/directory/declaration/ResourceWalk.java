package dev.rollcall.directory.declaration;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.resource.DamagedDocumentException;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.json.ScimJson;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The resources of one type in the order of their ids, a stretch at a time. */
final class ResourceWalk {
    /** Resources of a stretch at most. */
    static final int RESOURCES = 100;
    /** Bytes of their documents, beyond which a stretch ends. */
    static final int BYTES = 1 << 20;

    private ResourceWalk() {}

    /** Those behind an id; empty text begins at the start. */
    static ResourceStretch after(ReadSession session, ConnectionId connection, String type, String id) {
        return session.resources()
                .list(new ResourceQuery(connection, type, new Condition.All(), IndexColumn.ID, false,
                        id.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new ResourceQuery.Position(Optional.of(id), id)),
                        0, RESOURCES), BYTES);
    }

    /** @throws DamagedDocumentException when something outside of the service has made it unreadable */
    static ObjectNode document(StoredResource row) {
        try {
            return ScimJson.tree(row.document()).asObject();
        } catch (JacksonException e) {
            throw new DamagedDocumentException(row, e);
        }
    }
}
