package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.declaration.Fit;
import dev.rollcall.directory.declaration.Orphans;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.scim.json.ScimJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Declarations as they are printed. */
final class DeclarationText {
    private DeclarationText() {}

    /** The one of that kind and name. */
    static Declaration find(LocalDirectory directory, Connection connection, Kind kind, String name) {
        return directory.declarations()
                .find(connection.id(), kind, name)
                .orElseThrow(() -> new StoreCommand.NotFound(kind == Kind.SCHEMA
                        ? "The connection %s declares no schema \"%s\": see those that it declares with \"rollcall schema list %1$s\"."
                                .formatted(connection.name(), name)
                        : "The connection %s declares no resource type \"%s\": see those that it declares with \"rollcall resource-type list %1$s\"."
                                .formatted(connection.name(), name)));
    }

    static ObjectNode json(Declaration declaration) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", declaration.name());
        json.setAll((ObjectNode) ScimJson.tree(declaration.text()));
        return json.put("declared_at", declaration.declaredAt().toString());
    }

    static List<String> lines(Declaration declaration) {
        return List.of("name      " + declaration.name(), "declared  " + Times.text(declaration.declaredAt()),
                ScimJson.tree(declaration.text()).toPrettyString());
    }

    static List<String> lines(Fit fit) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: %d have something of it, %d are stored in another form and are changed, %d have a value that does not fit."
                        .formatted(fit.looked().text(), fit.with(), fit.changed(), fit.misfits()));
        fit.examples()
                .forEach(example -> lines.add("  %s %s: %s".formatted(example.resourceType(), example.id(),
                        example.misfit().why())));
        return lines;
    }

    static String sentence(Kind kind, Orphans orphans) {
        String number = (orphans.looked().complete() ? "" : orphans.looked().text() + ": ") + orphans.resources()
                + (orphans.looked().complete() ? "" : " or more") + " resources";
        return kind == Kind.SCHEMA
                ? number + " have something of it, which would be kept undeclared."
                : number + " are of the type, which would be kept and not be served until a type of that name is declared again.";
    }
}
