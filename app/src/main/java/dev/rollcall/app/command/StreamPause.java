package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.StreamJson;
import dev.rollcall.directory.stream.EventStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a stream deliver nothing until it is resumed. */
@Command(name = "pause",
        description = "Lets an event stream deliver nothing until it is resumed. What happens meanwhile waits for it, and a "
                + "running service follows within a second.",
        footer = {"", "Example:", "  rollcall stream pause crm --reason \"its database is moved\""})
final class StreamPause extends DirectoryCommand {
    @Mixin
    private StreamArgument named = new StreamArgument();

    @Option(names = "--reason", paramLabel = "<text>", description = "Why, for whoever looks at the stream.")
    private @Nullable String reason;

    StreamPause(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        EventStream stream = directory.streams()
                .switches()
                .pause(named.in(directory).id(), Optional.ofNullable(reason).filter(text -> !text.isBlank()));
        output().object(terminal(), StreamJson.of(stream), StreamText.lines(stream));
        return ExitCode.DONE;
    }
}
