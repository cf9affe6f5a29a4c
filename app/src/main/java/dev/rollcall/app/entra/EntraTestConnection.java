package dev.rollcall.app.entra;

import dev.rollcall.app.command.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.ErrorCode;
import dev.rollcall.entra.job.ConnectionTest;
import picocli.CommandLine.Command;

/** Tests the connection. */
@Command(name = "test-connection", description = "Asks the endpoint what Entra's Test Connection asks it.")
final class EntraTestConnection extends JobCommand {
    EntraTestConnection(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        ConnectionTest test = job().testConnection();
        terminal().out().println(test.code().map(ErrorCode::code).map(code -> code + ": ").orElse("") + test.message());
        if (!test.advice().isEmpty()) {
            terminal().out().println(test.advice());
        }
        return test.passed() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
