package dev.rollcall.app.command;

import dev.rollcall.app.command.ResourceCommand.Subject;
import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.service.LocalResources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** A command that reads resources of one type of a connection. */
abstract class ResourceReading extends DirectoryCommand {
    private final Subject subject;

    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    ResourceReading(Terminal terminal, Subject subject) {
        super(terminal);
        this.subject = subject;
    }

    @Override
    final void explain(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .description(description())
                .footer("", "Example:", "  rollcall %s %s".formatted(subject.one(), example()));
    }

    /** What it does, in a sentence. */
    abstract String description();

    /** What can follow the type's name on a command line. */
    abstract String example();

    @Override
    final int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        return run(connection, directory.resources(connection));
    }

    /** Does the work and returns the exit code. */
    abstract int run(Connection connection, LocalResources resources);

    final Subject subject() {
        return subject;
    }
}
