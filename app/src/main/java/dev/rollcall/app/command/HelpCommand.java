package dev.rollcall.app.command;

import dev.rollcall.app.terminal.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints the help of a command, as its option {@code --help} does. */
@Command(name = "help",
        description = "Prints the help of a command.",
        footer = {"", "Example:", "  rollcall help connection create"})
final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND",
            description = "The command's words. Without any: of the program.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine().getParent();
        for (String word : words) {
            CommandLine next = line.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(line, List.of(word));
            }
            line = next;
        }
        line.usage(spec.commandLine().getOut());
        return ExitCode.DONE;
    }
}
