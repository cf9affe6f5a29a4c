package dev.rollcall.app.command;

import dev.rollcall.app.service.StoreCopy;
import dev.rollcall.app.service.StoreCopy.Restored;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.setting.SettingValues;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a copy in the place of the embedded store. */
@Command(name = "restore",
        description = "Puts a file that \"rollcall backup\" wrote in the place of the embedded store, which no service may run on "
                + "meanwhile. What was there is kept beside it. Tokens that were revoked since the backup are valid again: they "
                + "are listed, so that you can revoke them.",
        footer = {"", "Example:", "  rollcall restore /var/backups/rollcall-monday.db --yes"})
final class RestoreCommand extends StoreCommand {
    @Mixin
    private InputFile backup = new InputFile();

    @Option(names = "--yes", description = "Replace a store that is there without asking.")
    private boolean yes;

    RestoreCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        backup.check(spec(), terminal());
    }

    @Override
    int run(SettingValues settings) {
        StoreCopy copy = new StoreCopy(settings, terminal());
        if (copy.isThere() && !yes && !agreed(copy)) {
            terminal().err().println("rollcall: Nothing was restored.");
            return ExitCode.FAILED;
        }
        print(copy, copy.restore(backup.path(terminal())));
        return ExitCode.DONE;
    }

    private boolean agreed(StoreCopy copy) {
        if (!terminal().isInteractive()) {
            throw wrong("This would replace the store in %s: add --yes.".formatted(copy.folder()));
        }
        return terminal().screen()
                .ask("This replaces the store in %s. Type yes to go on:".formatted(copy.folder()))
                .filter("yes"::equals)
                .isPresent();
    }

    private void print(StoreCopy copy, Restored restored) {
        terminal().out().println("The store in %s is the one of %s.".formatted(copy.folder(), backup));
        restored.replaced()
                .ifPresent(path -> terminal().out()
                        .println("The one that was there is in %s; delete it when it is not needed any more."
                                .formatted(path)));
        if (restored.revived().isEmpty()) {
            terminal().out()
                    .println(
                            "Tokens that were revoked since the backup was made are valid again, and newer ones are gone:"
                                    + " look at each connection with \"rollcall token list CONNECTION\".");
            return;
        }
        terminal().out()
                .println("Tokens that were revoked, or whose connection was deleted, are valid again. To revoke them:");
        restored.revived()
                .forEach(revived -> terminal().out()
                        .println("  rollcall token revoke %s %s".formatted(
                                revived.connection().name(), revived.token().tokenId())));
    }
}
