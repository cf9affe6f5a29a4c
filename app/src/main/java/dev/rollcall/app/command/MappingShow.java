package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.ScimConfigurations.Provisioning;
import dev.rollcall.directory.configuration.KeptMapping;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows the mapping of a connection. */
@Command(name = "show",
        description = "Shows the mapping of a connection that is in force, or the versions of it that are kept.",
        footer = {"", "Examples:", "  rollcall mapping show acme", "  rollcall mapping show acme --versions"})
final class MappingShow extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = "--versions", description = "List the versions that are kept, newest first.")
    private boolean versions;

    @Mixin
    private WideOption wide = new WideOption();

    MappingShow(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Provisioning provisioning = MappingOutput.of(directory, named.in(directory));
        if (versions) {
            list(directory.configurations().versions(provisioning.connection().id()), provisioning);
        } else {
            output().object(terminal(), MappingOutput.json(provisioning),
                    MappingOutput.lines(provisioning, wide.columns(terminal())));
        }
        return ExitCode.DONE;
    }

    private void list(List<KeptMapping> kept, Provisioning provisioning) {
        TextTable table = new TextTable("VERSION", "SET", "BY", "");
        List<ObjectNode> objects = new ArrayList<>();
        for (KeptMapping version : kept) {
            boolean inForce = version.version() == provisioning.configuration().mappingVersion();
            table.row(Integer.toString(version.version()), wide.past(version.createdAt(), terminal()),
                    version.createdBy(), inForce ? "in force" : "");
            objects.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("mapping_version", version.version())
                    .put("created_at", version.createdAt().toString())
                    .put("created_by", version.createdBy())
                    .put("in_force", inForce));
        }
        output().list(terminal(), wide, objects, table,
                "No other rows were ever set: the default rows of the strategy are in force.");
    }
}
