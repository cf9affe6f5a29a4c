package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.directory.connection.Connection;
import picocli.CommandLine.Parameters;

/** The connection that a command is about, as its first argument. */
final class ConnectionArgument {
    @Parameters(index = "0", paramLabel = "CONNECTION", description = "The id or the name of the connection.")
    private String idOrName = "";

    /** The connection of that id or name. */
    Connection in(LocalDirectory directory) {
        return find(directory, idOrName);
    }

    /** The connection of the id or name that an option gave. */
    static Connection find(LocalDirectory directory, String idOrName) {
        return directory
                .connections()
                .find(idOrName)
                .orElseThrow(() -> new StoreCommand.NotFound(
                        "There is no connection \"%s\": see the ids and names with \"rollcall connection list\"."
                                .formatted(idOrName)));
    }
}
