package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.configuration.KeptMapping;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists the versions of a mapping. */
@Command(name = "versions",
        description = "Lists the versions of the mapping of a connection that are kept, newest first. Put one in force again with "
                + "\"mapping rollback\".",
        footer = {"", "Example:", "  rollcall mapping versions acme"})
final class MappingVersions extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Mixin
    private WideOption wide = new WideOption();

    MappingVersions(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        print(directory, MappingOutput.of(directory, named.in(directory)), output(), wide, terminal());
        return ExitCode.DONE;
    }

    /** Prints the versions of a connection's mapping. */
    static void print(
            LocalDirectory directory, Provisioning provisioning, Output output, WideOption wide, Terminal terminal) {
        TextTable table = new TextTable("VERSION", "SET", "BY", "");
        List<ObjectNode> objects = new ArrayList<>();
        for (KeptMapping version : directory.configurations().versions(provisioning.connection().id())) {
            boolean inForce = version.version() == provisioning.configuration().mappingVersion();
            table.row(Integer.toString(version.version()), wide.past(version.createdAt(), terminal),
                    version.createdBy(), inForce ? "in force" : "");
            objects.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("mapping_version", version.version())
                    .put("created_at", version.createdAt().toString())
                    .put("created_by", version.createdBy())
                    .put("in_force", inForce));
        }
        output.list(terminal, wide, objects, table,
                "No other rows were ever set: the default rows of the strategy are in force.");
    }
}
