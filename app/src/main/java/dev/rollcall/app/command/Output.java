package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a command prints: as text for people, or as JSON on one line for scripts. */
final class Output {
    @Option(names = "--json", order = 100, description = "Print JSON on one line instead of text.")
    private boolean json;

    /** Whether JSON was asked for. */
    boolean json() {
        return json;
    }

    /** Prints the object as JSON, or the lines. */
    void object(Terminal terminal, ObjectNode object, List<String> lines) {
        if (json) {
            terminal.out().println(object);
        } else {
            lines.forEach(terminal.out()::println);
        }
    }

    /** Prints the objects as a JSON array, or the table; {@code none} says in a sentence that there are none. */
    void list(Terminal terminal, WideOption wide, List<ObjectNode> objects, TextTable table, String none) {
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            objects.forEach(array::add);
            terminal.out().println(array);
        } else if (objects.isEmpty()) {
            terminal.err().println(none);
        } else {
            table.lines(wide.columns(terminal)).forEach(terminal.out()::println);
        }
    }

    /** The text of one field of an object, for {@code --print}; empty when there is no such field. */
    static Optional<String> field(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(value.isString() ? value.stringValue() : value.toString());
    }
}
