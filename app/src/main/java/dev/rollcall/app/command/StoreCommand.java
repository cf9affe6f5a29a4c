package dev.rollcall.app.command;

import dev.rollcall.app.service.NoStoreException;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.setting.SettingValues;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command about the store that the settings name. */
abstract class StoreCommand implements Callable<Integer> {
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

    StoreCommand(Terminal terminal) {
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
        try {
            return run(SettingFlags.read(spec, terminal));
        } catch (NoStoreException e) {
            throw new NotFound(String.valueOf(e.getMessage()));
        }
    }

    /** Refuses what can be refused before the store is looked for. */
    void check() {}

    /** Does the work and returns the exit code. */
    abstract int run(SettingValues settings);

    final Terminal terminal() {
        return terminal;
    }

    final CommandSpec spec() {
        return spec;
    }

    /** What was given cannot be used, which the sentence explains. */
    final ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
