package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.setting.SettingValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.ObjectNode;

/** Makes a connection. */
@Command(name = "create",
        description = "Makes a connection: one customer's identity provider, with a SCIM endpoint of its own.",
        footer = {"", "Example:", "  rollcall connection create --name acme --strategy waad --print scim_endpoint"})
final class ConnectionCreate extends DirectoryCommand {
    @Option(names = "--name", required = true, paramLabel = "<name>",
            description = "A unique name; it does not change. Letters, digits and hyphens, for example acme-entra.")
    private String name = "";

    @Option(names = "--strategy", required = true, paramLabel = "<strategy>",
            description = "What kind of identity provider it is: waad (Microsoft Entra ID), okta, samlp, oidc or scim.")
    private String strategy = "";

    @Option(names = "--strict",
            description = "Read requests by the letter of the RFCs, without the tolerances that real clients need.")
    private boolean strict;

    @Mixin
    private FieldOption field = new FieldOption("id", "name", "strategy", "scim_endpoint", "created_at");

    ConnectionCreate(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        known(strategy);
        field.check(spec(), output());
    }

    @Override
    LocalDirectory open(SettingValues settings) {
        return LocalDirectory.open(settings, terminal());
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = directory.connections().create(name, known(strategy), strict);
        ObjectNode object = ConnectionJson.of(connection, directory.endpoint(connection));
        field.of(object)
                .ifPresentOrElse(
                        terminal().out()::println,
                        () -> output().object(terminal(), object, text(connection, directory)));
        return ExitCode.DONE;
    }

    private static List<String> text(Connection connection, LocalDirectory directory) {
        List<String> lines = new ArrayList<>(ConnectionText.lines(connection, directory));
        lines.add("");
        lines.add("It needs a token: rollcall token create %s --scopes all".formatted(connection.name()));
        return lines;
    }

    private Strategy known(String keyword) {
        return Strategy.ofKeyword(keyword).orElseThrow(() -> {
            String all = Arrays.stream(Strategy.values()).map(Strategy::keyword).collect(Collectors.joining(", "));
            return new ParameterException(
                    spec().commandLine(), "There is no strategy \"%s\": use one of %s.".formatted(keyword, all));
        });
    }
}
