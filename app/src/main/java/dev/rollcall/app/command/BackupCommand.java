package dev.rollcall.app.command;

import dev.rollcall.app.service.NoStoreException;
import dev.rollcall.app.service.StoreCopy;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.transfer.OwnFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies the embedded store while a service may run on it. */
@Command(name = "backup",
        description = "Writes a copy of the embedded store to a new file that only you can read. A service may run meanwhile: the "
                + "copy holds what was committed at one moment. A PostgreSQL is backed up with pg_dump.",
        footer = {"", "Example:", "  rollcall backup /var/backups/rollcall-monday.db"})
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A new file; it is there when it is whole.")
    private Path file = Path.of("");

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine line() {
        CommandLine line = SettingFlags.brief(this, Settings.FOR_COMMANDS);
        SettingFlags.name(line, Settings.FOR_COMMANDS);
        return line;
    }

    @Override
    public Integer call() {
        StoreCopy copy = new StoreCopy(SettingFlags.read(spec, terminal), terminal);
        try {
            OwnFile.write(terminal.folder().resolve(file), (_, path) -> copy.write(path));
        } catch (NoStoreException e) {
            throw new DirectoryCommand.NotFound(String.valueOf(e.getMessage()));
        }
        terminal.out().println("The store in %s is in %s.".formatted(copy.folder(), file));
        return ExitCode.DONE;
    }
}
