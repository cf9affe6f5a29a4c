package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a schema. */
@Command(name = "show",
        description = "Shows a schema that a connection declares. What --json prints can be edited and added with --replace.",
        footer = {"", "Example:", "  rollcall schema show acme urn:example:badge:2.0:User"})
final class SchemaShow extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Parameters(index = "1", paramLabel = "URN", description = "The id of the schema.")
    private String urn = "";

    SchemaShow(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Declaration found = DeclarationText.find(directory, named.in(directory), Kind.SCHEMA, urn);
        output().object(terminal(), DeclarationText.json(found), DeclarationText.lines(found));
        return ExitCode.DONE;
    }
}
