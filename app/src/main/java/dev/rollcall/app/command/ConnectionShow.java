package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.connection.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** Shows one connection. */
@Command(name = "show",
        description = "Shows one connection, with how much it has and when it was last used.",
        footer = {"", "Example:", "  rollcall connection show acme --print scim_endpoint"})
final class ConnectionShow extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Mixin
    private FieldOption field = new FieldOption(
            "id", "name", "strategy", "strict", "tolerances", "status", "scim_endpoint", "created_at", "users",
            "groups", "tokens");

    ConnectionShow(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        field.check(spec(), output());
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        ConnectionUse use = directory.connections().use(connection);
        ObjectNode object = ConnectionJson.of(connection, directory.endpoint(connection), use);
        field.of(object)
                .ifPresentOrElse(
                        terminal().out()::println,
                        () -> output().object(terminal(), object, ConnectionText.lines(connection, directory, use)));
        return ExitCode.DONE;
    }
}
