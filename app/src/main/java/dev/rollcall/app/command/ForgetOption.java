package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.type.Declaration.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Drops stored values that nothing answers before what hides them goes. */
final class ForgetOption {
    @Option(names = "--forget",
            description = "Drop for good what is stored, is never answered, and would be afterwards; otherwise it is refused when there is "
                    + "something of the kind. It is done in the background, while a server runs: repeat the command when it is done.")
    private boolean forget;

    /**
     * Begins to drop them if that is wanted.
     *
     * @param next what would be declared instead; empty when it would be removed
     * @return the exit code when something is being dropped, so that the command is to be repeated
     */
    OptionalInt begin(
            LocalDirectory directory, Connection connection, Kind kind, String name, Optional<ObjectNode> next,
            Output output,
            Terminal terminal) {
        if (!forget || directory.declarations().find(connection.id(), kind, name).isEmpty()) {
            return OptionalInt.empty();
        }
        List<String> dropped = directory.declarations().forget(connection.id(), kind, name, next);
        if (dropped.isEmpty()) {
            return OptionalInt.empty();
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
        dropped.forEach(json.putArray("dropping")::add);
        output.object(terminal, json, List.of(
                "What is stored of %s is being dropped, while a server runs.".formatted(String.join(", ", dropped)),
                "Repeat this command when \"rollcall connection show %s\" says that it is done; nothing else was changed yet."
                        .formatted(connection.name())));
        return OptionalInt.of(ExitCode.DONE);
    }
}
