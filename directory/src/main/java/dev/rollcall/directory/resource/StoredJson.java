package dev.rollcall.directory.resource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes documents between the store and the SCIM library. What was stored was validated before. */
final class StoredJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private StoredJson() {}

    static ObjectNode read(byte[] document) {
        return (ObjectNode) MAPPER.readTree(document);
    }

    static byte[] write(ObjectNode document) {
        return MAPPER.writeValueAsBytes(document);
    }
}
