package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.setting.SettingValues;
import picocli.CommandLine.Mixin;

/** A command that reads or writes what is in the store, whether or not a server runs on it. */
abstract class DirectoryCommand extends StoreCommand {
    @Mixin
    private Output output = new Output();

    DirectoryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    final int run(SettingValues settings) {
        try (LocalDirectory directory = open(settings)) {
            return run(directory);
        }
    }

    /** Opens the store, which must be there. */
    LocalDirectory open(SettingValues settings) {
        return LocalDirectory.openExisting(settings, terminal());
    }

    /** Does the work and returns the exit code. */
    abstract int run(LocalDirectory directory);

    final Output output() {
        return output;
    }
}
