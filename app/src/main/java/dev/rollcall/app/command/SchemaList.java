package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** Lists schemas. */
@Command(name = "list",
        description = "Lists the schemas that a connection declares beyond the standard ones.",
        footer = {"", "Example:", "  rollcall schema list acme"})
final class SchemaList extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Mixin
    private WideOption wide = new WideOption();

    SchemaList(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        TextTable table = new TextTable("SCHEMA", "EXTENDS", "ATTRIBUTES", "DECLARED");
        List<ObjectNode> objects = new ArrayList<>();
        for (Declaration declaration : directory.declarations().list(connection.id(), Kind.SCHEMA)) {
            ObjectNode json = DeclarationText.json(declaration);
            String types = StreamSupport.stream(json.path("extends").spliterator(), false)
                    .map(attachment -> attachment.path("resource_type").asString(""))
                    .collect(Collectors.joining(", "));
            table.row(declaration.name(), types, Integer.toString(json.path("schema").path("attributes").size()),
                    wide.past(declaration.declaredAt(), terminal()));
            objects.add(json);
        }
        output().list(terminal(), wide, objects, table, "The connection declares no schemas beyond the standard ones.");
        return ExitCode.DONE;
    }
}
