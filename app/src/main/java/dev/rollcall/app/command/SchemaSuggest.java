package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.declaration.Suggestion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Proposes schemas. */
@Command(name = "suggest",
        description = "Proposes schemas for the attributes that the identity provider sends and that no schema declares, by the values that are "
                + "stored. Nothing is changed: look at what it prints, save it to a file and add it.",
        footer = {"", "Examples:", "  rollcall schema suggest acme",
            "  rollcall schema add acme --file suggested.json --dry-run"})
final class SchemaSuggest extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    SchemaSuggest(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        List<Suggestion> suggestions = directory.declarations().suggestions(connection.id());
        if (output().json()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            suggestions.forEach(suggestion -> array.add(suggestion.json()));
            terminal().out().println(array);
            return ExitCode.DONE;
        }
        if (suggestions.isEmpty()) {
            terminal().err().println("Nothing is stored that no schema declares.");
            return ExitCode.DONE;
        }
        suggestions.forEach(suggestion -> lines(suggestion).forEach(terminal().out()::println));
        return ExitCode.DONE;
    }

    private static List<String> lines(Suggestion suggestion) {
        List<String> lines = new ArrayList<>();
        lines.add("%d resources have something of %s:".formatted(suggestion.resources(), suggestion.urn()));
        suggestion.notes().forEach(note -> lines.add("  " + note));
        ObjectNode declaration = suggestion.declaration();
        lines.add(declaration.toPrettyString());
        return lines;
    }
}
