package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.json.ScimJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes documents between the store and the SCIM library. What was stored was validated before. */
final class StoredJson {
    private StoredJson() {}

    /** @throws DamagedDocumentException when something outside of the service has made it unreadable */
    static ObjectNode read(StoredResource row) {
        try {
            return read(row.document());
        } catch (JacksonException | ClassCastException e) {
            throw new DamagedDocumentException(row, e);
        }
    }

    /** The same for who needs nothing of it: an empty object where it cannot be read. */
    static ObjectNode readOrNothing(StoredResource row) {
        try {
            return read(row);
        } catch (DamagedDocumentException damaged) {
            // Whoever replaces or deletes it puts it right.
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /** A look at both ends, for who copies a document without reading it. */
    static void requireWhole(StoredResource row) {
        byte[] document = row.document();
        if (document.length < 2 || document[0] != '{' || document[document.length - 1] != '}') {
            throw new DamagedDocumentException(row);
        }
    }

    static ObjectNode read(byte[] document) {
        return (ObjectNode) ScimJson.tree(document);
    }

    static byte[] write(ObjectNode document) {
        return ScimJson.write(document);
    }
}
