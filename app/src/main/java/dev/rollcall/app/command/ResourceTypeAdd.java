package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.directory.type.DeclaredType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Declares a resource type. */
@Command(name = "add",
        description = "Declares a resource type of a connection, as RFC 7643 section 6 has it. Its schemas must be declared before. It is "
                + "served at once; tokens need the scopes get:resources, post:resources and so on.",
        footer = {"", "Examples:", "  rollcall schema add acme --file device.json",
            "  rollcall resource-type add acme --file device-type.json"})
final class ResourceTypeAdd extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = "--file", required = true, paramLabel = "<file>",
            description = "A file with the resource type, or with what \"resource-type show --json\" printed.")
    private Path file = Path.of("");

    @Option(names = "--replace",
            description = "Replace the resource type of that name; otherwise it is refused when there is one.")
    private boolean replace;

    @Mixin
    private ForgetOption forget = new ForgetOption();

    ResourceTypeAdd(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        ObjectNode json = declaration(JsonFile.read(file, spec(), terminal()));
        String name = json.path(DeclaredType.RESOURCE_TYPE).path("name").asString("");
        OptionalInt dropping = replace
                ? forget.begin(directory, connection, Kind.RESOURCE_TYPE, name, Optional.of(json), output(), terminal())
                : OptionalInt.empty();
        if (dropping.isPresent()) {
            return dropping.getAsInt();
        }
        Declaration declared = directory.declarations().declareType(connection.id(), json, replace);
        ObjectNode shown = DeclarationText.json(declared);
        output().object(terminal(), shown, List.of("Declared the resource type %s. It is served at %s%s.".formatted(
                declared.name(), directory.endpoint(connection),
                shown.path(DeclaredType.RESOURCE_TYPE).path("endpoint").asString(""))));
        return ExitCode.DONE;
    }

    private ObjectNode declaration(JsonNode given) {
        if (!(given instanceof ObjectNode object)) {
            throw new ParameterException(spec().commandLine(),
                    "The file %s holds no resource type: a resource type is a JSON object.".formatted(file));
        }
        JsonNode document = object.path(DeclaredType.RESOURCE_TYPE).isObject()
                ? object.get(DeclaredType.RESOURCE_TYPE)
                : object;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(DeclaredType.RESOURCE_TYPE, document);
        return json;
    }
}
