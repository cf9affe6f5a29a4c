package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.change.Actor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Sets the mapping of a connection. */
@Command(name = "set",
        description = "Sets the mapping of a connection to the rows in a file, as a new version. Rows that make no mapping are "
                + "refused, each with the reason, and nothing is changed. What \"mapping show --json\" prints can be edited "
                + "and set.",
        footer = {"", "Examples:", "  rollcall mapping set acme --file rows.json",
            "  rollcall mapping set acme --default"})
final class MappingSet extends DirectoryCommand {
    /** One of the two. */
    static final class Rows {
        @Option(names = "--file", required = true, paramLabel = "<file>",
                description = "A file with the rows, a list such as [{\"scim\":\"userName\",\"auth0\":\"username\"}], or an "
                        + "object with the list as mapping.")
        private @Nullable Path file;

        @Option(names = "--default", required = true, description = "The default rows of the connection's strategy.")
        private boolean defaults;
    }

    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @ArgGroup(multiplicity = "1")
    private Rows rows = new Rows();

    @Mixin
    private WideOption wide = new WideOption();

    MappingSet(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Provisioning known = MappingOutput.of(directory, named.in(directory));
        Provisioning set = directory.configurations()
                .update(
                        known.connection().id(),
                        ConfigurationEdit.ofMapping(text(directory)),
                        Actor.COMMAND_LINE);
        output().object(terminal(), MappingOutput.json(set), MappingOutput.lines(set, wide.columns(terminal())));
        return ExitCode.DONE;
    }

    private String text(LocalDirectory directory) {
        Path file = rows.file;
        if (rows.defaults || file == null) {
            return "";
        }
        JsonNode json = JsonFile.read(file, spec(), terminal());
        return MappingText.of(
                json.isObject() ? json.path("mapping") : json, directory.configurations().settings().limits());
    }
}
