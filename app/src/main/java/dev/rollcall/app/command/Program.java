package dev.rollcall.app.command;

import dev.rollcall.app.service.ServiceException;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.transfer.TransferException;
import dev.rollcall.check.CheckException;
import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.source.SourceException;
import dev.rollcall.oauth.KeyFileException;
import dev.rollcall.scim.ScimException;
import dev.rollcall.setting.SettingException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: reads the arguments, runs the command, turns what goes wrong into a sentence and an exit code. */
public final class Program {
    private final Terminal terminal;

    public Program(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs one command and returns its {@link ExitCode}. */
    public int run(String... arguments) {
        return commandLineFor(arguments).execute(arguments);
    }

    /** All commands with their options. */
    CommandLine commandLine() {
        return line(new ProgramCommands(terminal).all());
    }

    /**
     * What is needed for these arguments. To describe all commands takes longer than most of them take to run, and longer than a
     * service needs to open its store and to listen.
     */
    CommandLine commandLineFor(String... arguments) {
        return new ProgramCommands(terminal).alone(List.of(arguments)).map(this::line).orElseGet(this::commandLine);
    }

    private CommandLine line(Map<String, CommandLine> commands) {
        CommandLine line = new CommandLine(new RollcallCommand());
        commands.forEach(line::addSubcommand);
        HelpText.lay(line);
        return line.setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(this::wrongUsage)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    }

    private int wrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        if (!(wrong instanceof UnmatchedArgumentException) && onlyHoldsCommands(command)) {
            command.usage(terminal.out());
            return ExitCode.DONE;
        }
        complain(WrongUsage.sentence(wrong));
        complain("see \"%s --help\".".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.WRONG_USAGE;
    }

    /** Whether it does nothing by itself, so that it was given to see what there is. */
    private static boolean onlyHoldsCommands(CommandLine command) {
        return !(command.getCommand() instanceof Callable) && !(command.getCommand() instanceof Runnable);
    }

    private int failed(Exception failure) {
        return switch (failure) {
            case SettingException wrong -> complain(wrong.getMessage(), ExitCode.WRONG_USAGE);
            case StoreCommand.NotFound missing -> complain(missing.getMessage(), ExitCode.NOT_FOUND);
            case StorageException broken -> complain(broken.getMessage(), ExitCode.FAILED);
            case TransferException broken -> complain(broken.getMessage(), ExitCode.FAILED);
            case KeyFileException broken -> complain(broken.getMessage(), ExitCode.FAILED);
            case ServiceException broken -> complain(broken.getMessage(), ExitCode.FAILED);
            case CheckException refused -> complain(refused.getMessage(), ExitCode.WRONG_USAGE);
            case JobException refused -> complain(refused.getMessage(), switch (refused.problem()) {
                case NOT_FOUND -> ExitCode.NOT_FOUND;
                case DEFINITION, REQUEST -> ExitCode.WRONG_USAGE;
                case STATE, BUSY, QUARANTINED, DISABLED, STOPPED, UNCONFIRMED -> ExitCode.FAILED;
            });
            case ScimException refused -> complain(
                    refused.detail(), refused.status() < 500 ? ExitCode.WRONG_USAGE : ExitCode.FAILED);
            case SourceException broken -> complain(broken.getMessage(), ExitCode.WRONG_USAGE);
            case DirectoryException refused -> complain(refused.getMessage(), switch (refused.kind()) {
                case NOT_FOUND -> ExitCode.NOT_FOUND;
                case INVALID -> ExitCode.WRONG_USAGE;
                case TAKEN, FORBIDDEN -> ExitCode.FAILED;
            });
            default -> {
                complain("this should not have happened; please report it with what follows.");
                failure.printStackTrace(terminal.err());
                yield ExitCode.FAILED;
            }
        };
    }

    private int complain(@Nullable String sentence, int exitCode) {
        complain(sentence);
        return exitCode;
    }

    private void complain(@Nullable String sentence) {
        terminal.err().println("rollcall: " + Printable.lines(String.valueOf(sentence)));
    }
}
