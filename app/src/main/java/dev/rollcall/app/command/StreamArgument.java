package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.directory.stream.EventStream;
import picocli.CommandLine.Parameters;

/** The event stream that a command is about, as its first argument. */
final class StreamArgument {
    @Parameters(index = "0", paramLabel = "STREAM", description = "The id or the name of the event stream.")
    private String idOrName = "";

    /** The stream of that id or name. */
    EventStream in(LocalDirectory directory) {
        return directory.streams()
                .streams()
                .find(idOrName)
                .orElseThrow(() -> new StoreCommand.NotFound(
                        "There is no event stream \"%s\": see the ids and names with \"rollcall stream list\"."
                                .formatted(idOrName)));
    }
}
