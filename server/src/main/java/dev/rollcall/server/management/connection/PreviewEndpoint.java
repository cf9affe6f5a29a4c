package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.Preview;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows what a mapping, the one in force or one that is only tried, makes of a SCIM payload or of a user. Nothing is changed. */
final class PreviewEndpoint {
    private final Storage storage;
    private final ScimConfigurations configurations;
    private final ConnectionLookup lookup;
    private final MappingTurns turns;

    PreviewEndpoint(
            Storage storage, ScimConfigurations configurations, ConnectionLookup lookup, MappingTurns turns) {
        this.turns = turns;
        this.storage = storage;
        this.configurations = configurations;
        this.lookup = lookup;
    }

    ManagementAnswer preview(ManagementRequest request) {
        Connection connection = lookup.of(request).connection();
        ObjectNode body = request.requiredBody();
        BodyFields fields = new BodyFields(body);
        fields.requireKnown(List.of("mapping", "resource", "user"));
        Optional<ArrayNode> tried = fields.array("mapping");
        Optional<String> user = fields.text("user");
        if (user.isPresent() == body.path("resource").isObject()) {
            throw ManagementFailure
                    .body("Send either resource, a SCIM user as the identity provider sends it, or user, the SCIM"
                            + " id of one who is here.");
        }
        if (user.isPresent()) {
            request.requireScope(ManagementScope.READ_USERS);
        }
        // What is read of the store is read before the turn.
        Optional<byte[]> document = user.map(id -> stored(request, connection, id).document());
        String inForce = tried.isPresent() ? "" : inForce(request, connection);
        MappingLimits limits = configurations.settings().limits();
        Preview preview = turns.spend(request, connection.id(), () -> {
            Mapping mapping = tried
                    .map(rows -> MappingRowsForm.tried(rows, connection.strategy(), limits))
                    .orElseGet(() -> MappingText.mapping(inForce, connection.strategy(), limits));
            return document.isPresent()
                    ? mapping.preview((ObjectNode) ScimJson.tree(document.get()))
                    : mapping.previewOf((ObjectNode) body.path("resource"), connection.dialect());
        });
        return ManagementAnswer.ok(json(preview));
    }

    private String inForce(ManagementRequest request, Connection connection) {
        return configurations.countedFor(request.share())
                .find(connection.id())
                .map(Provisioning::rows)
                .orElse("");
    }

    private StoredResource stored(ManagementRequest request, Connection connection, String id) {
        return storage.read(request.share(), session -> session.resources().find(connection.id(), "User", id))
                .orElseThrow(() -> ManagementFailure.missing(
                        "inexistent_user", "The connection has no user with this SCIM id."));
    }

    private static ObjectNode json(Preview preview) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("resource", preview.document());
        json.set("profile", preview.profile().attributes());
        ArrayNode problems = json.putArray("problems");
        preview.profile().problems().forEach(problem -> problems.add(problem.toString()));
        json.set("round_trip", preview.roundTrip().resource());
        ArrayNode lost = json.putArray("lost");
        preview.roundTrip().lost().forEach(loss -> {
            ObjectNode one = lost.addObject()
                    .put("attribute", loss.attribute().toString())
                    .put("reason", loss.reason());
            loss.before().ifPresent(value -> one.set("before", value));
            loss.after().ifPresent(value -> one.set("after", value));
        });
        ArrayNode unmapped = json.putArray("unmapped");
        preview.unmapped().forEach(unmapped::add);
        return json;
    }
}
