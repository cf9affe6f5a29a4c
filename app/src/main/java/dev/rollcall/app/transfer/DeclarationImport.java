package dev.rollcall.app.transfer;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.directory.type.DeclaredSchema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the first line of an export declares. Extensions of users and groups come into force when these are in, so that all is taken
 * as it was kept; what resource types need, before.
 */
final class DeclarationImport {
    private final LocalDirectory directory;
    private final List<ObjectNode> schemas = new ArrayList<>();
    private final List<ObjectNode> types = new ArrayList<>();

    /** @throws TransferException when the line declares something of another kind */
    DeclarationImport(LocalDirectory directory, ExportLines lines, ObjectNode first) {
        this.directory = directory;
        for (JsonNode each : first.path("declarations")) {
            String kind = each.path("kind").asString("");
            boolean schema = kind.equals(Kind.SCHEMA.keyword());
            if (!(each.path("declaration") instanceof ObjectNode json)
                    || !schema && !kind.equals(Kind.RESOURCE_TYPE.keyword())) {
                throw lines.wrong("declares something that this version of Rollcall does not know");
            }
            (schema ? schemas : types).add(json);
        }
    }

    /** Before the resources come. @return the connection as it is then */
    Connection before(Connection made) {
        if (!types.isEmpty()) {
            schemas.forEach(schema -> directory.declarations().declareSchema(made.id(), alone(schema), false));
            types.forEach(type -> directory.declarations().declareType(made.id(), type, false));
        }
        return directory.connections().find(made.id().value()).orElseThrow();
    }

    /** When they are in. */
    void after(Connection made) {
        schemas.forEach(schema -> directory.declarations().declareSchema(made.id(), schema, true));
    }

    private static ObjectNode alone(ObjectNode schema) {
        ObjectNode alone = schema.deepCopy();
        alone.remove(DeclaredSchema.EXTENDS);
        return alone;
    }
}
