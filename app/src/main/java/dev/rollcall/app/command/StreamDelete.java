package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamStatus;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Deletes an event stream. */
@Command(name = "delete",
        description = "Deletes an event stream with all that waits for its target, at once and for good. What its target has "
                + "stays there. It asks before, and in a script it needs --yes.",
        footer = {"", "Example:", "  rollcall stream delete crm --yes"})
final class StreamDelete extends DirectoryCommand {
    @Mixin
    private StreamArgument named = new StreamArgument();

    @Option(names = "--yes", description = "Delete it without asking.")
    private boolean yes;

    StreamDelete(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        EventStream stream = named.in(directory);
        if (!yes && !agreed(stream, directory.streams().statuses().of(stream))) {
            terminal().err().println("rollcall: Nothing was deleted.");
            return ExitCode.FAILED;
        }
        if (!directory.streams().streams().delete(stream.id())) {
            throw new NotFound("The event stream %s has just been deleted by somebody else.".formatted(stream.id()));
        }
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("id", stream.id().value())
                .put("name", stream.name())
                .put("deleted", true);
        output().object(terminal(), object,
                List.of("Deleted the event stream %s (%s) with all that waited for it."
                        .formatted(stream.name(), stream.id())));
        return ExitCode.DONE;
    }

    private boolean agreed(EventStream stream, StreamStatus status) {
        String what = "the event stream %s (%s) with %d deliveries on their way and %d dead letters".formatted(
                stream.name(), stream.id(), status.backlog().open(), status.backlog().failed());
        if (!terminal().isInteractive()) {
            throw new ParameterException(spec().commandLine(), "This would delete %s, at once and for good: add --yes."
                    .formatted(what));
        }
        return terminal().screen()
                .ask("This deletes %s, at once and for good.%nType its name to go on:".formatted(what))
                .filter(stream.name()::equals)
                .isPresent();
    }
}
