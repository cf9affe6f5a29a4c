package dev.rollcall.app.command;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes commands and options. */
@Command(name = "completion",
        description = "Prints a script by which a shell completes Rollcall's commands and options.",
        footer = {
            "", "Examples, each for the file that the shell reads at its start:",
            "  source <(./rollcall completion bash)",
            "  source <(./rollcall completion zsh)",
            "  ./rollcall completion fish | source"})
final class CompletionCommand implements Callable<Integer> {
    /** The shells that are known. */
    enum Shell {
        bash, zsh, fish
    }

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.bash;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandLine program = spec.commandLine().getParent();
        terminal.out().println(switch (shell) {
            case bash -> AutoComplete.bash(program.getCommandName(), program);
            // The script for bash, which says itself what zsh needs for it.
            case zsh -> "autoload -U +X compinit && compinit\n"
                    + AutoComplete.bash(program.getCommandName(), program);
            case fish -> new FishCompletion(program).script();
        });
        return ExitCode.DONE;
    }
}
