package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.Preview;
import dev.rollcall.scim.json.ScimJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows what a mapping makes of a user. */
@Command(name = "preview",
        description = "Shows what the mapping of a connection, or other rows that are only tried, makes of a SCIM user: the "
                + "profile, what would be lost on the way back, and what no row reads. Nothing is changed.",
        footer = {"", "Examples:", "  rollcall mapping preview acme --resource user.json",
            "  rollcall mapping preview acme --user 0199… --rows rows.json"})
final class MappingPreview extends DirectoryCommand {
    /** One of the two. */
    static final class Subject {
        @Option(names = "--resource", required = true, paramLabel = "<file>",
                description = "A file with a SCIM user as the identity provider sends it.")
        private @Nullable Path resource;

        @Option(names = "--user", required = true, paramLabel = "<id>",
                description = "The SCIM id of a user who is here.")
        private @Nullable String user;
    }

    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Option(names = "--rows", paramLabel = "<file>", description = "A file with the rows to try.")
    private @Nullable Path rows;

    MappingPreview(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Provisioning known = MappingOutput.of(directory, named.in(directory));
        Connection connection = known.connection();
        MappingLimits limits = directory.configurations().settings().limits();
        Mapping mapping = MappingText.mapping(
                rows == null ? known.rows() : rows(rows, limits), connection.strategy(), limits);
        Preview preview = subject.resource == null
                ? mapping.preview(stored(directory, connection))
                : mapping.previewOf(object(subject.resource), connection.dialect());
        ObjectNode json = json(preview);
        List<String> lines = new ArrayList<>();
        lines.add("profile   " + preview.profile().attributes());
        preview.profile().problems().forEach(problem -> lines.add("problem   " + problem));
        preview.roundTrip().lost().forEach(loss -> lines.add("lost      " + loss.attribute() + ": " + loss.reason()));
        preview.unmapped().forEach(path -> lines.add("unmapped  " + path));
        output().object(terminal(), json, lines);
        return ExitCode.DONE;
    }

    private String rows(Path file, MappingLimits limits) {
        JsonNode json = JsonFile.read(file, spec(), terminal());
        return MappingText.of(json.isObject() ? json.path("mapping") : json, limits);
    }

    private ObjectNode object(Path file) {
        if (JsonFile.read(file, spec(), terminal()) instanceof ObjectNode object) {
            return object;
        }
        throw new ParameterException(spec().commandLine(), "The file %s must hold one JSON object.".formatted(file));
    }

    private ObjectNode stored(LocalDirectory directory, Connection connection) {
        String id = String.valueOf(subject.user);
        return directory.storage()
                .read(Share.HOUSE, session -> session.resources().find(connection.id(), "User", id))
                .map(user -> (ObjectNode) ScimJson.tree(user.document()))
                .orElseThrow(() -> new NotFound("The connection has no user with the SCIM id %s.".formatted(id)));
    }

    private static ObjectNode json(Preview preview) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("profile", preview.profile().attributes());
        ArrayNode problems = json.putArray("problems");
        preview.profile().problems().forEach(problem -> problems.add(problem.toString()));
        ArrayNode lost = json.putArray("lost");
        preview.roundTrip()
                .lost()
                .forEach(loss -> lost.addObject()
                        .put("attribute", loss.attribute().toString())
                        .put("reason", loss.reason()));
        ArrayNode unmapped = json.putArray("unmapped");
        preview.unmapped().forEach(unmapped::add);
        return json;
    }
}
