package dev.rollcall.app.command;

import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings as flags of a command. */
final class SettingFlags {
    private static final String CONFIG = "--config";

    private SettingFlags() {}

    /** The command with a flag for each of the settings, and one for the configuration file, in a part of the help of their own. */
    static CommandLine line(Object command, List<Setting<?>> settings) {
        CommandLine line = new CommandLine(command);
        add(line.getCommandSpec(), settings);
        return line;
    }

    /** As {@link #line}, where no help is asked for: a part of the help of its own costs more than reading the flags. */
    static CommandLine ungrouped(Object command, List<Setting<?>> settings) {
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        spec.addOption(config().build());
        settings.forEach(setting -> spec.addOption(option(setting).build()));
        return line;
    }

    /** As {@link #line}, for a command whose help is about what is its own and only names the settings. */
    static CommandLine brief(Object command, List<Setting<?>> settings) {
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        spec.addOption(config().hidden(true).build());
        settings.forEach(setting -> spec.addOption(option(setting).hidden(true).build()));
        spec.usageMessage().abbreviateSynopsis(true).sortOptions(false);
        return line;
    }

    /** Puts the names of the settings before the examples that are at the end of the help. */
    static void name(CommandLine line, List<Setting<?>> settings) {
        String[] examples = line.getCommandSpec().usageMessage().footer();
        String names = settings.stream().map(Setting::flag).collect(Collectors.joining(", "));
        line.getCommandSpec()
                .usageMessage()
                .footer(Stream.concat(
                        Stream.of("",
                                "The store and its service are named by %s and %s, as \"rollcall serve --help\" says."
                                        .formatted(CONFIG, names)),
                        Stream.of(examples)).toArray(String[]::new));
    }

    private static void add(CommandSpec command, List<Setting<?>> settings) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .heading("%nSettings, which an environment variable or a file may hold as well:%n")
                .validate(false)
                .multiplicity("0..1")
                .addArg(config().build());
        settings.forEach(setting -> group.addArg(option(setting).build()));
        command.addArgGroup(group.build());
        command.usageMessage().abbreviateSynopsis(true).sortOptions(false);
    }

    private static OptionSpec.Builder config() {
        return OptionSpec.builder(CONFIG)
                .paramLabel("<file>")
                .type(String.class)
                .description("The file with settings. Variable: ROLLCALL_CONFIG. "
                        + "Default: ./rollcall.yaml if it is there.");
    }

    private static OptionSpec.Builder option(Setting<?> setting) {
        String byDefault = setting.defaultText().map(text -> " Default: " + text + ".").orElse("");
        return OptionSpec.builder(setting.flag())
                .paramLabel("<" + setting.form().label() + ">")
                .type(String.class)
                .description((setting.meaning() + " Variable: " + setting.variable() + "." + byDefault)
                        .replace("%", "%%"));
    }

    /** Reads all settings, with the flags that this command was given. */
    static SettingValues read(CommandSpec command, Terminal terminal) {
        ParseResult parsed = command.commandLine().getParseResult();
        Map<Setting<?>, String> flags = new HashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            given(parsed, setting.flag()).ifPresent(text -> flags.put(setting, text));
        }
        return new SettingSources(flags, given(parsed, CONFIG), terminal.environment(), terminal.folder()).read();
    }

    private static Optional<String> given(ParseResult parsed, String flag) {
        return parsed.hasMatchedOption(flag) ? Optional.of(parsed.matchedOptionValue(flag, "")) : Optional.empty();
    }
}
