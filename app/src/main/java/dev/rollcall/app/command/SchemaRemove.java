package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.type.Declaration.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a schema. */
@Command(name = "remove",
        description = "Removes a schema that a connection declares. Without --yes it only says what would be left behind: what is stored "
                + "of it is kept, undeclared.",
        footer = {"", "Example:", "  rollcall schema remove acme urn:example:badge:2.0:User --yes"})
final class SchemaRemove extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Parameters(index = "1", paramLabel = "URN", description = "The id of the schema.")
    private String urn = "";

    @Option(names = "--yes", description = "Remove it.")
    private boolean yes;

    @Mixin
    private ForgetOption forget = new ForgetOption();

    SchemaRemove(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        return new DeclarationRemoval(directory, named.in(directory), Kind.SCHEMA, urn)
                .run(yes, forget, output(), terminal());
    }
}
