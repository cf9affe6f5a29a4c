package dev.rollcall.scim.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema documents that come with the library. */
final class SchemaResources {
    private SchemaResources() {}

    static ObjectNode load(String name) {
        try (InputStream in = SchemaResources.class.getResourceAsStream(name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("The schema document " + name + ".json is missing from the library");
            }
            return JsonMapper.shared().readTree(in).asObject();
        } catch (IOException e) {
            throw new UncheckedIOException("The schema document " + name + ".json cannot be read", e);
        }
    }
}
