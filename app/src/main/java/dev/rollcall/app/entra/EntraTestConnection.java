package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.entra.job.ConnectionTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tests the connection. */
@Command(name = "test-connection",
        description = "Asks the endpoint what Entra's Test Connection asks it. Exit code 0 only when it answers as it must.",
        footer = {"", "Example:", "  rollcall entra test-connection"})
final class EntraTestConnection extends EndpointCommand {
    @Option(names = "--json", description = "Print JSON on one line instead of text.")
    private boolean json;

    EntraTestConnection(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        ConnectionTest test = job().testConnection();
        if (json) {
            terminal().out().println(json(test));
            return test.passed() ? ExitCode.DONE : ExitCode.FAILED;
        }
        terminal().out()
                .println(test.code().map(ErrorCode::code).map(code -> code + ": ").orElse("")
                        + Printable.lines(test.message()));
        if (!test.advice().isEmpty()) {
            terminal().out().println(test.advice());
        }
        return test.passed() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static ObjectNode json(ConnectionTest test) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("passed", test.passed());
        node.put("tenantUrl", test.tenantUrl());
        test.code().ifPresent(code -> node.put("errorCode", code.code()));
        return node.put("message", test.message()).put("advice", test.advice());
    }
}
