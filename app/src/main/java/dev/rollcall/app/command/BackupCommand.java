package dev.rollcall.app.command;

import dev.rollcall.app.service.StoreCopy;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.transfer.OwnFile;
import dev.rollcall.setting.SettingValues;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies the embedded store while a service may run on it. */
@Command(name = "backup",
        description = "Writes a copy of the embedded store to a new file that only you can read. A service may run meanwhile: the "
                + "copy holds what was committed at one moment. A PostgreSQL is backed up with pg_dump.",
        footer = {"", "Example:", "  rollcall backup /var/backups/rollcall-monday.db"})
final class BackupCommand extends StoreCommand {
    @Parameters(paramLabel = "FILE", description = "A new file; it is there when it is whole.")
    private Path file = Path.of("");

    BackupCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(SettingValues settings) {
        StoreCopy copy = new StoreCopy(settings, terminal());
        OwnFile.write(terminal().folder().resolve(file), (_, path) -> copy.write(path));
        terminal().out().println("The store in %s is in %s.".formatted(copy.folder(), file));
        return ExitCode.DONE;
    }
}
