package dev.rollcall.app.command;

import dev.rollcall.app.service.Directory;
import dev.rollcall.app.service.NoStoreException;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.setting.SettingValues;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that reads or writes the store directly, whether or not a server runs on it. */
abstract class DirectoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Output output = new Output();

    DirectoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public final Integer call() {
        check();
        SettingValues settings = SettingFlags.read(spec, terminal);
        try (Directory directory = open(settings)) {
            return run(directory);
        } catch (NoStoreException e) {
            return withoutStore(e);
        }
    }

    /** Refuses what can be refused before the store is opened. */
    void check() {}

    /** Opens the store, which must be there. */
    Directory open(SettingValues settings) {
        return Directory.openExisting(settings, terminal);
    }

    /** Answers when there is no store; most commands are about something that then is not there either. */
    int withoutStore(NoStoreException reason) {
        throw new NotFoundException(String.valueOf(reason.getMessage()));
    }

    /** Does the work and returns the exit code. */
    abstract int run(Directory directory);

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
    static Connection connection(Directory directory, String idOrName) {
        return directory
                .connections()
                .find(idOrName)
                .orElseThrow(() -> new NotFoundException(
                        "There is no connection \"%s\": see the ids and names with \"rollcall connection list\"."
                                .formatted(idOrName)));
    }
}
