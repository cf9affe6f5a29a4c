package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.declaration.Orphans;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The removal of a schema or a resource type. */
record DeclarationRemoval(LocalDirectory directory, Connection connection, Kind kind, String name) {

    /** Removes it, or says what that would leave behind. @param yes whether it is to be done */
    int run(boolean yes, ForgetOption forget, Output output, Terminal terminal) {
        Declaration found = DeclarationText.find(directory, connection, kind, name);
        OptionalInt dropping = yes
                ? forget.begin(directory, connection, kind, name, Optional.empty(), output, terminal)
                : OptionalInt.empty();
        if (dropping.isPresent()) {
            return dropping.getAsInt();
        }
        Orphans orphans = directory.declarations().orphans(connection.id(), kind, name);
        if (yes) {
            directory.declarations().remove(connection.id(), kind, name);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("name", found.name()).put("removed", yes);
        object.set("orphans", orphans.json());
        output.object(terminal, object, yes
                ? List.of("Removed %s.".formatted(found.name()))
                : List.of(DeclarationText.sentence(kind, orphans), "Nothing was removed: add --yes to do it."));
        return ExitCode.DONE;
    }
}
