package dev.rollcall.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands and options of a program as the fish shell's {@code complete} takes them, one line each. */
final class FishCompletion {
    private static final int SHORT = 2;

    private final CommandLine program;
    private final List<String> lines = new ArrayList<>();

    FishCompletion(CommandLine program) {
        this.program = program;
    }

    String script() {
        lines.clear();
        line("-f", "", "");
        add(program, List.of());
        return String.join("\n", lines);
    }

    private void add(CommandLine command, List<String> words) {
        Map<String, CommandLine> commands = command.getSubcommands();
        String here = condition(words, commands);
        commands.forEach((name, subcommand) -> line("-a " + quoted(name), here, described(subcommand)));
        for (OptionSpec option : command.getCommandSpec().options()) {
            for (String name : option.names()) {
                String flag = name.length() == SHORT ? "-s " + name.substring(1) : "-l " + name.substring(SHORT);
                line(flag + (option.arity().max() > 0 ? " -r -F" : ""), here, first(option.description()));
            }
        }
        commands.forEach((name, subcommand) -> add(subcommand,
                Stream.concat(words.stream(), Stream.of(name)).toList()));
    }

    /** When the words before have been typed and none of what may follow. */
    private static String condition(List<String> words, Map<String, CommandLine> following) {
        String seen = words.stream()
                .map(word -> "__fish_seen_subcommand_from " + word)
                .collect(Collectors.joining("; and "));
        if (following.isEmpty()) {
            return seen;
        }
        String none = "not __fish_seen_subcommand_from " + String.join(" ", following.keySet());
        return seen.isEmpty() ? none : seen + "; and " + none;
    }

    private void line(String what, String condition, String description) {
        lines.add("complete -c " + program.getCommandName()
                + (condition.isEmpty() ? "" : " -n " + quoted(condition))
                + " " + what
                + (description.isEmpty() ? "" : " -d " + quoted(description)));
    }

    private static String described(CommandLine command) {
        return first(command.getCommandSpec().usageMessage().description());
    }

    /** The first sentence. */
    private static String first(String[] texts) {
        return texts.length == 0 ? "" : texts[0].replaceFirst("(?s)(?<=[a-z)])[.:;] .*$", "").replace("%%", "%");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
