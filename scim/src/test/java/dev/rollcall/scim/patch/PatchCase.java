package dev.rollcall.scim.patch;

import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.resource.NormalizedResource;
import dev.rollcall.scim.resource.ResourceNormalizer;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One row of a table of PATCH cases. In the tables, {@code @E} stands for the URN of the enterprise extension. */
record PatchCase(String table, JsonNode row) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<PatchCase> table(String name) throws IOException {
        try (InputStream in = PatchCase.class.getResourceAsStream(name + ".json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@E", Urns.ENTERPRISE_USER);
            List<PatchCase> cases = new ArrayList<>();
            for (JsonNode row : JSON.readTree(text)) {
                cases.add(new PatchCase(name, row));
            }
            return cases;
        }
    }

    static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text);
    }

    ResourceType type() {
        boolean group = table.equals("members") || row.path("type").asString("").equals("Group");
        return group ? StandardSchemas.group() : StandardSchemas.user();
    }

    Dialect dialect() {
        return row.path("strict").booleanValue(false) ? Dialect.strict() : Dialect.tolerant();
    }

    ObjectNode request() {
        ObjectNode body = json("{}");
        body.putArray("schemas").add(Urns.PATCH_OP);
        body.set("Operations", row.get("operations"));
        return body;
    }

    ObjectNode before() {
        return canonical(type(), row.path("before"), dialect());
    }

    boolean changesDocument() {
        return row.has("after") || row.has("afterDocument");
    }

    /** The expected document, textually. */
    String after() {
        if (row.has("afterDocument")) {
            ObjectNode document = json("{}");
            document.set("schemas", canonical(type(), row.get("afterDocument"), dialect()).get("schemas"));
            document.setAll((ObjectNode) row.get("afterDocument"));
            return document.toString();
        }
        return canonical(type(), row.get("after"), dialect()).toString();
    }

    static ObjectNode canonical(ResourceType type, JsonNode attributes) {
        return canonical(type, attributes, Dialect.tolerant());
    }

    /** The document of those attributes as a connection of that dialect keeps it. */
    static ObjectNode canonical(ResourceType type, JsonNode attributes, Dialect dialect) {
        ObjectNode body = json("{}");
        if (attributes instanceof ObjectNode given) {
            body.setAll(given);
        }
        body.putIfAbsent(
                type == StandardSchemas.user() ? "userName" : "displayName",
                body.stringNode(type == StandardSchemas.user() ? "ann" : "Staff"));
        NormalizedResource resource = ResourceNormalizer.normalize(type, body, Dialect.tolerant(),
                new FiredTolerances());
        return CanonicalDocument.of(type, resource.document(), dialect);
    }

    @Override
    public String toString() {
        return table + ": " + row.path("name").asString("");
    }
}
