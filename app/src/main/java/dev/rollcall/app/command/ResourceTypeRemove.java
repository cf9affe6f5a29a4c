package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.type.Declaration.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a resource type. */
@Command(name = "remove",
        description = "Removes a resource type that a connection declares. Without --yes it only says what would be left behind: its "
                + "resources are kept, and not served until a type of that name is declared again.",
        footer = {"", "Example:", "  rollcall resource-type remove acme Device --yes"})
final class ResourceTypeRemove extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Parameters(index = "1", paramLabel = "NAME", description = "The name of the resource type.")
    private String name = "";

    @Option(names = "--yes", description = "Remove it.")
    private boolean yes;

    @Mixin
    private ForgetOption forget = new ForgetOption();

    ResourceTypeRemove(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        return new DeclarationRemoval(directory, named.in(directory), Kind.RESOURCE_TYPE, name)
                .run(yes, forget, output(), terminal());
    }
}
