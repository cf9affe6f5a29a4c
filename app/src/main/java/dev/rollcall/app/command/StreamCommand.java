package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds the commands for event streams. */
@Command(name = "stream",
        synopsisSubcommandLabel = "COMMAND",
        description = "Event streams: where Rollcall sends on what happens to users and groups, to SCIM applications and to "
                + "webhooks.")
final class StreamCommand {
    private StreamCommand() {}

    /** The command with its subcommands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new StreamCommand())
                .addSubcommand(new StreamCreate(terminal).line())
                .addSubcommand(new StreamList(terminal).line())
                .addSubcommand(new StreamShow(terminal).line())
                .addSubcommand(new StreamEdit(terminal).line())
                .addSubcommand(new StreamPause(terminal).line())
                .addSubcommand(new StreamResume(terminal).line())
                .addSubcommand(new StreamTest(terminal).line())
                .addSubcommand(new StreamDeliveries(terminal).line())
                .addSubcommand(new StreamRedeliver(terminal).line())
                .addSubcommand(new StreamPreview(terminal).line())
                .addSubcommand(new StreamDelete(terminal).line());
    }
}
