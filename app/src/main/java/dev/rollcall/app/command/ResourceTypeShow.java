package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a resource type. */
@Command(name = "show",
        description = "Shows a resource type that a connection declares. What --json prints can be edited and added with --replace.",
        footer = {"", "Example:", "  rollcall resource-type show acme Device"})
final class ResourceTypeShow extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Parameters(index = "1", paramLabel = "NAME", description = "The name of the resource type.")
    private String name = "";

    ResourceTypeShow(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Declaration found = DeclarationText.find(directory, named.in(directory), Kind.RESOURCE_TYPE, name);
        output().object(terminal(), DeclarationText.json(found), DeclarationText.lines(found));
        return ExitCode.DONE;
    }
}
