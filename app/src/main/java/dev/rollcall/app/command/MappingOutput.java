package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.connection.Connection;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The mapping of a connection as the commands print it. */
final class MappingOutput {
    private MappingOutput() {}

    /** How the connection is provisioned. */
    static Provisioning of(LocalDirectory directory, Connection connection) {
        return directory.configurations()
                .find(connection.id())
                .orElseThrow(
                        () -> new StoreCommand.NotFound(("The connection %s has no SCIM configuration, so it has no"
                                + " mapping. Create one with the management API.").formatted(connection.name())));
    }

    static ObjectNode json(Provisioning provisioning) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("connection_id", provisioning.connection().id().value())
                .put("user_id_attribute", provisioning.configuration().userIdAttribute())
                .put("mapping_version", provisioning.configuration().mappingVersion());
        json.set("mapping", rows(provisioning));
        return json;
    }

    /** The rows as a table, with what more a row says at its end. */
    static List<String> lines(Provisioning provisioning, int columns) {
        List<String> lines = new ArrayList<>();
        int version = provisioning.configuration().mappingVersion();
        lines.add("user id  " + provisioning.configuration().userIdAttribute());
        lines.add("version  "
                + (version == 0 ? "the default rows of " + provisioning.connection().strategy().keyword() : version));
        lines.add("");
        TextTable table = new TextTable("SCIM", "PROFILE", "MORE");
        for (JsonNode row : rows(provisioning)) {
            ObjectNode more = row.asObject().deepCopy();
            String scim = row.path("scim").asString("");
            String auth0 = row.path("auth0").asString("");
            more.remove("scim");
            more.remove("auth0");
            table.row(scim, auth0, more.isEmpty() ? "" : more.toString());
        }
        lines.addAll(table.lines(columns));
        return lines;
    }

    private static ArrayNode rows(Provisioning provisioning) {
        return MappingText.rows(provisioning.rows(), provisioning.connection().strategy());
    }
}
