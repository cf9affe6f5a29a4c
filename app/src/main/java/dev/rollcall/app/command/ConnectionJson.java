package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.connection.Connection;
import java.net.URI;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A connection as {@code --json} prints it. */
final class ConnectionJson {
    private ConnectionJson() {}

    /** The address that the identity provider is given. */
    static String endpoint(Connection connection, URI base) {
        return base + "/scim/v2/connections/" + connection.id();
    }

    static ObjectNode of(Connection connection, URI base) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", connection.id().value())
                .put("name", connection.name())
                .put("strategy", connection.strategy().keyword())
                .put("strict", connection.strict())
                .put("scim_endpoint", endpoint(connection, base))
                .put("created_at", Times.text(connection.createdAt()));
    }
}
