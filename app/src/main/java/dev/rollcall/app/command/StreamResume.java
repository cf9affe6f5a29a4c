package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.StreamJson;
import dev.rollcall.directory.access.StreamSwitch.Backlog;
import dev.rollcall.directory.stream.EventStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a stream deliver again. */
@Command(name = "resume",
        description = "Lets an event stream deliver again, what has waited first. A stream that has lost its place asks for "
                + "\"rollcall sync\", or for --skip.",
        footer = {"", "Examples:", "  rollcall stream resume crm", "  rollcall stream resume crm --skip"})
final class StreamResume extends DirectoryCommand {
    @Mixin
    private StreamArgument named = new StreamArgument();

    @Option(names = "--skip",
            description = "Pass over what has happened meanwhile and is not on its way yet; it is recorded as"
                    + " skipped.")
    private boolean skip;

    StreamResume(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        EventStream stream = directory.streams()
                .switches()
                .resume(named.in(directory).id(), skip ? Backlog.SKIP : Backlog.DELIVER);
        output().object(terminal(), StreamJson.of(stream), StreamText.lines(stream));
        return ExitCode.DONE;
    }
}
