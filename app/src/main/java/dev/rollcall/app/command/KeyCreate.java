package dev.rollcall.app.command;

import dev.rollcall.app.service.KeyFiles;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.setting.SettingValues;
import picocli.CommandLine.Command;

/** Makes a key file. */
@Command(name = "create",
        description = "Makes the key file that the setting key-file names, readable by you alone. It is needed where several nodes "
                + "share a PostgreSQL: make it once, and give the same file to each. Keep a copy apart from the backups.",
        footer = {"", "Example:", "  rollcall key create --key-file /etc/rollcall/key-file.json"})
final class KeyCreate extends StoreCommand {
    KeyCreate(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(SettingValues settings) {
        KeyFile file = KeyFiles.of(settings, terminal());
        if (!file.make()) {
            terminal().err()
                    .println("rollcall: The key file %s is there already; \"rollcall key rotate\" gives it a new key."
                            .formatted(file.path()));
            return ExitCode.FAILED;
        }
        terminal().out().println("The key file is %s. Keep a copy apart from the backups.".formatted(file.path()));
        return ExitCode.DONE;
    }
}
