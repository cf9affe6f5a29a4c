package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A synchronization schema of Microsoft Graph as it came, beside the mappings that it holds: what describes only, as its
 * {@code id}, {@code version}, {@code directories} and metadata, stays as it is, and mappings that did not change do too.
 */
public final class SchemaDocument {
    private final ObjectNode json;
    private final MappingSchema schema;

    private SchemaDocument(ObjectNode json, MappingSchema schema) {
        this.json = json;
        this.schema = schema;
    }

    /**
     * The document that Graph's {@code GET …/schema} answers and {@code PUT} takes.
     *
     * @throws MappingException with what would change who is provisioned and is not understood
     */
    public static SchemaDocument read(JsonNode json) {
        MappingSchema schema = MappingJson.read(json);
        return new SchemaDocument((ObjectNode) json.deepCopy(), schema);
    }

    /** A document of mappings that came from no other. */
    public static SchemaDocument of(MappingSchema schema, String template) {
        return new SchemaDocument(MappingJson.write(schema, template), schema);
    }

    public MappingSchema schema() {
        return schema;
    }

    public ObjectNode json() {
        return json.deepCopy();
    }

    /** The same document with other mappings; what of them is as before is left as it came. */
    public SchemaDocument with(MappingSchema wanted) {
        if (wanted.equals(schema)) {
            return this;
        }
        ObjectNode changed = json.deepCopy();
        Set<ObjectType> missing = EnumSet.allOf(ObjectType.class);
        for (JsonNode rule : changed.path("synchronizationRules").values()) {
            for (JsonNode mapping : GraphKeys.list(rule, "objectMappings")) {
                MappingJson.objectType(mapping).ifPresent(type -> {
                    missing.remove(type);
                    change((ObjectNode) mapping, schema.of(type), wanted.of(type));
                });
            }
        }
        ArrayNode first = ((ObjectNode) changed.path("synchronizationRules").get(0))
                .withArrayProperty("objectMappings");
        missing.stream()
                .map(wanted::of)
                .filter(mapping -> mapping.enabled() || !mapping.attributes().isEmpty())
                .forEach(mapping -> first.add(MappingJson.write(mapping)));
        return new SchemaDocument(changed, wanted);
    }

    private static void change(ObjectNode node, ObjectMapping before, ObjectMapping wanted) {
        if (before.enabled() != wanted.enabled()) {
            node.put("enabled", wanted.enabled());
        }
        if (!before.flows().equals(wanted.flows())) {
            node.put("flowTypes", MappingJson.flowTypes(wanted));
        }
        if (!before.scope().equals(wanted.scope())) {
            node.set("scope", ScopingJson.write(wanted.scope()));
        }
        if (!before.attributes().equals(wanted.attributes())) {
            rows(node, wanted.attributes());
        }
    }

    private static void rows(ObjectNode node, List<AttributeMapping> wanted) {
        Map<String, ObjectNode> known = new HashMap<>();
        GraphKeys.list(node, "attributeMappings")
                .forEach(row -> known.put(MappingJson.row(row).target(), (ObjectNode) row.deepCopy()));
        ArrayNode rows = node.putArray("attributeMappings");
        for (AttributeMapping row : wanted) {
            Optional<ObjectNode> came = Optional.ofNullable(known.get(row.target()));
            boolean same = came.isPresent() && MappingJson.row(came.get()).equals(row);
            rows.add(same ? came.get() : merged(came, MappingJson.write(row)));
        }
    }

    private static ObjectNode merged(Optional<ObjectNode> came, ObjectNode written) {
        came.ifPresent(row -> row.setAll(written));
        return came.orElse(written);
    }
}
