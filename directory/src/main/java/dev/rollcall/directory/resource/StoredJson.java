package dev.rollcall.directory.resource;

import dev.rollcall.scim.json.ScimJson;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes documents between the store and the SCIM library. What was stored was validated before. */
final class StoredJson {
    private StoredJson() {}

    static ObjectNode read(byte[] document) {
        return (ObjectNode) ScimJson.tree(document);
    }

    static byte[] write(ObjectNode document) {
        return ScimJson.write(document);
    }
}
