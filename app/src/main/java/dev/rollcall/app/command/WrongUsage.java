package dev.rollcall.app.command;

import dev.rollcall.app.setting.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the words of a command, as a sentence that says what to write instead. */
final class WrongUsage {
    private WrongUsage() {}

    /** The sentence; what a command itself found wrong is said in its own words. */
    static String sentence(ParameterException wrong) {
        String message = String.valueOf(wrong.getMessage());
        return switch (wrong) {
            case UnmatchedArgumentException unmatched ->
                unknown(wrong.getCommandLine(), unmatched.getUnmatched().getFirst());
            case MissingParameterException missing -> missing(missing, message);
            case MutuallyExclusiveArgsException _ -> "Only one of these can be given: "
                    + message.replaceFirst("^Error: ", "").replaceFirst(" are mutually exclusive.*", "") + ".";
            case OverwrittenOptionException twice -> label(twice.getOverwritten()) + " is there twice: give it once.";
            default -> wrong.getArgSpec() != null && wrong.getValue() != null
                    ? "%s cannot be \"%s\": write %s.".formatted(
                            label(wrong.getArgSpec()), wrong.getValue(), expected(wrong.getArgSpec()))
                    : message;
        };
    }

    private static String unknown(CommandLine command, String word) {
        boolean option = word.startsWith("-");
        if (!option && command.getSubcommands().isEmpty()) {
            return "\"%s\" is a word too many.".formatted(word);
        }
        Set<String> known = option ? command.getCommandSpec().optionsMap().keySet() : command.getSubcommands().keySet();
        return "There is no %s \"%s\"%s".formatted(
                option ? "option" : "command",
                word,
                NearestName.of(word, known).map(": did you mean \"%s\"?"::formatted).orElse("."));
    }

    private static String missing(MissingParameterException missing, String message) {
        List<ArgSpec> arguments = missing.getMissing();
        if (message.contains("specify one of these")) {
            return "Give one of " + labels(arguments, " or ") + ".";
        }
        if (arguments.size() == 1 && message.contains(" for option ")) {
            return "%s needs a value after it: %s.".formatted(
                    label(arguments.getFirst()), arguments.getFirst().paramLabel());
        }
        return arguments.isEmpty() ? message
                : "%s %s missing.".formatted(labels(arguments, " and "), arguments.size() == 1 ? "is" : "are");
    }

    private static String expected(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return "one of " + StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .collect(Collectors.joining(", "));
        }
        if (argument.type().isEnum()) {
            return "one of " + Arrays.stream(argument.type().getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
        }
        return argument.type() == int.class || argument.type() == long.class ? "a whole number" : argument.paramLabel();
    }

    private static String labels(List<ArgSpec> arguments, String last) {
        List<String> labels = arguments.stream().map(WrongUsage::label).toList();
        return labels.size() < 2
                ? String.join("", labels)
                : String.join(", ", labels.subList(0, labels.size() - 1)) + last + labels.getLast();
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
