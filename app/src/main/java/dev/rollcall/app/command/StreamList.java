package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.StreamJson;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** Lists the event streams. */
@Command(name = "list",
        description = "Lists the event streams, oldest first, with how much waits for each target.",
        footer = {"", "Example:", "  rollcall stream list"})
final class StreamList extends DirectoryCommand {
    /** More than there may be. */
    private static final int ALL = 1_001;

    @Mixin
    private WideOption wide = new WideOption();

    StreamList(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        TextTable table = new TextTable("NAME", "TYPE", "STATE", "ON THE WAY", "NOT YET QUEUED", "DEAD LETTERS",
                "TARGET", "ID");
        List<ObjectNode> objects = new ArrayList<>();
        for (EventStream stream : directory.streams().streams().page(Optional.empty(), ALL)) {
            StreamStatus status = directory.streams().statuses().of(stream);
            objects.add(StreamJson.of(stream, status));
            table.row(stream.name(), stream.destination().kind(),
                    status.sentence().isPresent() && stream.state().isEnabled() ? "target sick"
                            : StreamText.state(stream),
                    Long.toString(status.backlog().open()),
                    status.backlog().behind() + (status.backlog().behindIsMore() ? "+" : ""),
                    Long.toString(status.backlog().failed()),
                    StreamText.target(stream.destination()).toString(), stream.id().value());
        }
        output().list(terminal(), wide, objects, table,
                "There is no event stream: make one with \"rollcall stream create\".");
        return ExitCode.DONE;
    }
}
