package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.connection.Connection;
import java.util.List;

/** A connection as it is printed for people. */
final class ConnectionText {
    private ConnectionText() {}

    static List<String> lines(Connection connection, LocalDirectory directory) {
        return List.of(
                "id             " + connection.id(),
                "name           " + connection.name(),
                "strategy       " + connection.strategy().keyword(),
                "tolerances     " + (connection.strict() ? "none (strict)" : "all"),
                "SCIM endpoint  " + ConnectionJson.endpoint(connection, directory.baseUrl()),
                "created        " + Times.text(connection.createdAt()));
    }
}
