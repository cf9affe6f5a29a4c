package dev.rollcall.app.command;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;

/** Prints the version of the program and of the Java that it runs on. */
@Command(name = "version",
        description = "Prints the version of Rollcall and of the Java that it runs on.",
        footer = {"", "Example:", "  rollcall version --json"})
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Output output = new Output();

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String java = Runtime.version().toString();
        output.object(
                terminal,
                JsonNodeFactory.instance.objectNode().put("rollcall", Version.text()).put("java", java),
                List.of("rollcall " + Version.text(), "java " + java));
        return ExitCode.DONE;
    }
}
