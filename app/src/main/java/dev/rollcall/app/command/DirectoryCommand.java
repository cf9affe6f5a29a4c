package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.service.NoStoreException;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.setting.SettingValues;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that reads or writes the store directly, whether or not a server runs on it. */
abstract class DirectoryCommand implements Callable<Integer> {
    /** What a command is about does not exist; the message says how to see what does. */
    static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFound(String message) {
            super(message);
        }
    }

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Output output = new Output();

    DirectoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** This command with the flags of the settings that concern it. */
    final CommandLine line() {
        CommandLine line = SettingFlags.brief(this, Settings.FOR_COMMANDS);
        explain(line);
        SettingFlags.name(line, Settings.FOR_COMMANDS);
        return line;
    }

    /** Adds to the help what depends on what the command is for. */
    void explain(CommandLine line) {}

    @Override
    public final Integer call() {
        check();
        SettingValues settings = SettingFlags.read(spec, terminal);
        try (LocalDirectory directory = open(settings)) {
            return run(directory);
        } catch (NoStoreException e) {
            throw new NotFound(String.valueOf(e.getMessage()));
        }
    }

    /** Refuses what can be refused before the store is opened. */
    void check() {}

    /** Opens the store, which must be there. */
    LocalDirectory open(SettingValues settings) {
        return LocalDirectory.openExisting(settings, terminal);
    }

    /** Does the work and returns the exit code. */
    abstract int run(LocalDirectory directory);

    final Terminal terminal() {
        return terminal;
    }

    final Output output() {
        return output;
    }

    final CommandSpec spec() {
        return spec;
    }

    /** The connection of that id or name. */
    static Connection connection(LocalDirectory directory, String idOrName) {
        return directory
                .connections()
                .find(idOrName)
                .orElseThrow(() -> new NotFound(
                        "There is no connection \"%s\": see the ids and names with \"rollcall connection list\"."
                                .formatted(idOrName)));
    }
}
