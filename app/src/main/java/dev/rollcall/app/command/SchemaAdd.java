package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.declaration.Fit;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.directory.type.DeclaredSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Declares a schema. */
@Command(name = "add",
        description = "Declares a schema of a connection, as RFC 7643 section 7 has it. What is stored of it already is taken over; "
                + "values that do not fit stay as they are until somebody sends others, and --dry-run names the first of them.",
        footer = {"", "Examples:", "  rollcall schema add acme --file badge.json --extends User --dry-run",
            "  rollcall schema add acme --file badge.json --extends User",
            "  rollcall schema add acme --file device.json"})
final class SchemaAdd extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = "--file", required = true, paramLabel = "<file>",
            description = "A file with the schema, or with what \"schema show --json\" printed.")
    private Path file = Path.of("");

    @Option(names = "--extends", paramLabel = "<type>",
            description = "User or Group, whose resources it extends; may be given twice. Without it, resource types of the "
                    + "connection's own name the schema.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--required", description = "Each of these resources must have the extension.")
    private boolean required;

    @Option(names = "--indexed", split = ",", paramLabel = "<attribute>",
            description = "Attributes that filters look for, such as level or doors.value: they are found by an index, which is built in "
                    + "the background. Unique attributes are indexed anyway.")
    private List<String> indexed = new ArrayList<>();

    @Option(names = "--replace",
            description = "Replace the schema of that id; otherwise it is refused when there is one.")
    private boolean replace;

    @Mixin
    private ForgetOption forget = new ForgetOption();

    @Option(names = "--dry-run", description = "Only say what it would mean for what is stored.")
    private boolean dryRun;

    SchemaAdd(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        ObjectNode json = declaration(JsonFile.read(file, spec(), terminal()));
        if (dryRun) {
            Fit fit = directory.declarations().fit(connection.id(), json);
            output().object(terminal(), fit.json(), DeclarationText.lines(fit));
            return ExitCode.DONE;
        }
        String id = json.path(DeclaredSchema.SCHEMA).path("id").asString("");
        OptionalInt dropping = replace
                ? forget.begin(directory, connection, Kind.SCHEMA, id, Optional.of(json), output(), terminal())
                : OptionalInt.empty();
        if (dropping.isPresent()) {
            return dropping.getAsInt();
        }
        Declaration declared = directory.declarations().declareSchema(connection.id(), json, replace);
        output().object(terminal(), DeclarationText.json(declared), List.of(
                "Declared the schema %s.".formatted(declared.name()),
                "What is stored is brought to it in the background, while a server runs: see \"rollcall connection show %s\"."
                        .formatted(connection.name())));
        return ExitCode.DONE;
    }

    private ObjectNode declaration(JsonNode given) {
        if (!(given instanceof ObjectNode object)) {
            throw new ParameterException(spec().commandLine(), "The file %s holds no schema: a schema is a JSON object."
                    .formatted(file));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (object.path(DeclaredSchema.SCHEMA).isObject()) {
            json.set(DeclaredSchema.SCHEMA, object.get(DeclaredSchema.SCHEMA));
            json.set(DeclaredSchema.EXTENDS, object.path(DeclaredSchema.EXTENDS).isMissingNode()
                    ? JsonNodeFactory.instance.arrayNode()
                    : object.get(DeclaredSchema.EXTENDS));
        } else {
            json.set(DeclaredSchema.SCHEMA, object);
        }
        List<String> names = new ArrayList<>(indexed);
        object.path(DeclaredSchema.INDEXED).forEach(name -> {
            if (indexed.isEmpty()) {
                names.add(name.asString(""));
            }
        });
        names.forEach(json.putArray(DeclaredSchema.INDEXED)::add);
        if (!types.isEmpty()) {
            ArrayNode attachments = json.putArray(DeclaredSchema.EXTENDS);
            types.forEach(type -> attachments.addObject().put("resource_type", type).put("required", required));
        }
        return json;
    }
}
