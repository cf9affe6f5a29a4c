package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.transfer.ConnectionExport.Counts;
import dev.rollcall.app.transfer.ConnectionImport;
import dev.rollcall.app.transfer.ConnectionImport.Imported;
import dev.rollcall.app.transfer.TransferException;
import dev.rollcall.setting.SettingValues;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a connection of a file that export wrote. */
@Command(name = "import",
        description = "Makes a connection of a file that \"rollcall export\" wrote, in this store. Users and groups keep their "
                + "ids; the connection gets a new id, and with it a new SCIM endpoint, and needs a token. When anything of the "
                + "file cannot be taken, nothing is left behind.",
        footer = {"", "Example:", "  rollcall import acme.jsonl --name acme-copy"})
final class ImportCommand extends DirectoryCommand {
    @Mixin
    private InputFile exported = new InputFile();

    @Option(names = "--name", paramLabel = "<name>",
            description = "What the new connection is called. Without it, as the exported one was.")
    private @Nullable String name;

    ImportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        exported.check(spec(), terminal());
    }

    @Override
    LocalDirectory open(SettingValues settings) {
        return LocalDirectory.open(settings, terminal());
    }

    @Override
    int run(LocalDirectory directory) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(exported.path(terminal())))) {
            Imported imported = new ConnectionImport(directory, in).read(Optional.ofNullable(name));
            Counts counts = imported.counts();
            ObjectNode object = ConnectionJson
                    .of(imported.connection(), directory.endpoint(imported.connection()))
                    .put("users", counts.users())
                    .put("groups", counts.groups())
                    .put("members", counts.members())
                    .put("links_left_out", imported.linksLeftOut());
            List<String> lines = new ArrayList<>(ConnectionText.lines(imported.connection(), directory));
            lines.add("imported       %d users, %d groups with %d members"
                    .formatted(counts.users(), counts.groups(), counts.members()));
            if (imported.linksLeftOut() > 0) {
                lines.add("left out       %d links to accounts that are not here, or part of another one already"
                        .formatted(imported.linksLeftOut()));
            }
            output().object(terminal(), object, lines);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw TransferException.of(e);
        }
    }
}
