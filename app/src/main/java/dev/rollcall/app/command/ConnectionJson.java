package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.configuration.ConnectionJobJson;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ToleranceText;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A connection as {@code --json} prints it. */
final class ConnectionJson {
    private ConnectionJson() {}

    /** @param endpoint the address that the identity provider is given */
    static ObjectNode of(Connection connection, String endpoint) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", connection.id().value())
                .put("name", connection.name())
                .put("strategy", connection.strategy().keyword())
                .put("strict", connection.strict())
                .put("tolerances", String.join(",", ToleranceText.words(connection.dialect())))
                .put("deleted_users_kept_days", connection.deletion().keptDays())
                .put("me_claim", connection.me().name())
                .put("status", connection.endpoint().keyword())
                .put("scim_endpoint", endpoint)
                .put("created_at", Times.text(connection.createdAt()));
    }

    /** The same with how much it has and when it was last used. */
    static ObjectNode of(Connection connection, String endpoint, ConnectionUse use) {
        ObjectNode object = of(connection, endpoint);
        use.resources()
                .stream()
                .filter(count -> !count.isDeclared())
                .forEach(count -> object.put(count.name(), count.n()));
        use.declared().ifPresent(declared -> object.set("resources", declared));
        object.set("jobs", ConnectionJobJson.of(use.jobs(), use.users()));
        return object
                .put("tokens", use.tokens())
                .put("clients", use.clients())
                .put("trusts_entra", use.trustsEntra())
                .put("last_used_at", use.lastUsedAt().map(Times::text).orElse(null));
    }
}
