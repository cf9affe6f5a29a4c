package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.directory.type.DeclaredType;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists resource types. */
@Command(name = "list",
        description = "Lists the resource types that a connection declares beside users and groups.",
        footer = {"", "Example:", "  rollcall resource-type list acme"})
final class ResourceTypeList extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Mixin
    private WideOption wide = new WideOption();

    ResourceTypeList(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        TextTable table = new TextTable("NAME", "ENDPOINT", "SCHEMA", "DECLARED");
        List<ObjectNode> objects = new ArrayList<>();
        for (Declaration declaration : directory.declarations().list(connection.id(), Kind.RESOURCE_TYPE)) {
            ObjectNode json = DeclarationText.json(declaration);
            JsonNode type = json.path(DeclaredType.RESOURCE_TYPE);
            table.row(declaration.name(), type.path("endpoint").asString(""), type.path("schema").asString(""),
                    wide.past(declaration.declaredAt(), terminal()));
            objects.add(json);
        }
        output().list(terminal(), wide, objects, table, "The connection has users and groups alone.");
        return ExitCode.DONE;
    }
}
