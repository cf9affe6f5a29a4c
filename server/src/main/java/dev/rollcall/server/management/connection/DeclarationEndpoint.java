package dev.rollcall.server.management.connection;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.declaration.Orphans;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.directory.type.DeclaredSchema;
import dev.rollcall.directory.type.DeclaredType;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schemas, or the resource types, that a connection declares beyond the standard ones. */
final class DeclarationEndpoint {
    /** What the name stands in the place of, in the templates of the routes. */
    static final String NAME = "name";
    private static final String DRY_RUN = "dry_run";
    private static final String FORGET = "forget";

    private final Declarations declarations;
    private final ConnectionLookup lookup;
    private final Kind kind;

    DeclarationEndpoint(Declarations declarations, ConnectionLookup lookup, Kind kind) {
        this.declarations = declarations;
        this.lookup = lookup;
        this.kind = kind;
    }

    /** Without the documents, which are large. */
    ManagementAnswer list(ManagementRequest request) {
        ConnectionId id = connection(request);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Declaration declaration : counted(request).list(id, kind)) {
            ObjectNode json = json(declaration);
            if (json.path(DeclaredSchema.SCHEMA) instanceof ObjectNode schema) {
                json.put("attributes", schema.path("attributes").size());
                schema.retain("id", "name", "description");
            }
            array.add(json);
        }
        return ManagementAnswer.ok(array);
    }

    ManagementAnswer read(ManagementRequest request) {
        ConnectionId id = connection(request);
        return ManagementAnswer.ok(counted(request).find(id, kind, request.parameter(NAME))
                .map(DeclarationEndpoint::json)
                .orElseThrow(this::missing));
    }

    ManagementAnswer create(ManagementRequest request) {
        ConnectionId id = connection(request);
        ObjectNode body = request.requiredBody();
        return dryRun(request, DRY_RUN)
                ? fit(request, id, body)
                : ManagementAnswer
                        .created(json(request.change(201, trail -> declare(request, trail, id, body, false))));
    }

    /** Declares it, or replaces the one of that name. */
    ManagementAnswer put(ManagementRequest request) {
        ConnectionId id = connection(request);
        ObjectNode body = request.requiredBody();
        String name = request.parameter(NAME);
        String said = kind == Kind.SCHEMA
                ? body.path(DeclaredSchema.SCHEMA).path("id").asString("")
                : body.path(DeclaredType.RESOURCE_TYPE).path("name").asString("");
        if (!said.equalsIgnoreCase(name)) {
            throw ManagementFailure
                    .body("The body declares something of another name than the path says. Make both alike.");
        }
        if (dryRun(request, DRY_RUN, FORGET)) {
            return fit(request, id, body);
        }
        return forgetting(request, id, name, Optional.of(body)).orElseGet(
                () -> ManagementAnswer.ok(json(request.change(200, trail -> declare(request, trail, id, body, true)))));
    }

    /** With {@code forget=true} what is never answered is dropped first; empty when nothing is left to drop. */
    private Optional<ManagementAnswer> forgetting(
            ManagementRequest request, ConnectionId id, String name, Optional<ObjectNode> next) {
        if (!request.query().flag(FORGET, false) || counted(request).find(id, kind, name).isEmpty()) {
            return Optional.empty();
        }
        List<String> dropped = request.change(202,
                trail -> counted(request).audited(trail).forget(id, kind, name, next));
        if (dropped.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        dropped.forEach(json.putArray("dropping")::add);
        return Optional.of(ManagementAnswer.accepted(json.put("message",
                "What is stored of these attributes is being dropped, for good. Do this once more when the connection's status says that"
                        + " the job of its schemas is finished; nothing else was changed yet.")));
    }

    /** With {@code dry_run=true} it only says what would be left behind. */
    ManagementAnswer delete(ManagementRequest request) {
        ConnectionId id = connection(request);
        String name = request.parameter(NAME);
        if (counted(request).find(id, kind, name).isEmpty()) {
            throw missing();
        }
        if (dryRun(request, DRY_RUN, FORGET)) {
            Orphans orphans = counted(request).orphans(id, kind, name);
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("dry_run", true);
            json.set("orphans", orphans.json());
            return ManagementAnswer.ok(json.put("message", kind == Kind.SCHEMA
                    ? "What is stored of the schema would be kept as it is, undeclared: answered, filtered by its JSON's form, and no"
                            + " longer checked."
                    : "These resources would be kept and not be served, until a resource type of that name is declared again."));
        }
        return forgetting(request, id, name, Optional.empty()).orElseGet(() -> {
            request.change(204, trail -> {
                counted(request).audited(trail).remove(id, kind, name);
                return id;
            });
            return ManagementAnswer.nothing();
        });
    }

    /** What the schema means for what is stored; nothing is changed. */
    private ManagementAnswer fit(ManagementRequest request, ConnectionId id, ObjectNode body) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("dry_run", true);
        if (kind == Kind.RESOURCE_TYPE) {
            counted(request).checkType(id, body);
            return ManagementAnswer.ok(json.put("message", "The resource type could be declared so."));
        }
        json.set("fit", counted(request).fit(id, body).json());
        return ManagementAnswer.ok(json.put("message",
                "The schema could be declared so. What is stored of it would be taken over; values that do not fit would stay as"
                        + " they are until somebody sends others."));
    }

    private Declaration declare(
            ManagementRequest request, AuditTrail trail, ConnectionId id, ObjectNode body, boolean replace) {
        Declarations audited = counted(request).audited(trail);
        return switch (kind) {
            case SCHEMA -> audited.declareSchema(id, body, replace);
            case RESOURCE_TYPE -> audited.declareType(id, body, replace);
            case WITHHELD -> throw new IllegalArgumentException("Nobody declares what is withheld.");
        };
    }

    private static boolean dryRun(ManagementRequest request, String... known) {
        request.query().requireOnly(known);
        return request.query().flag(DRY_RUN, false);
    }

    private Declarations counted(ManagementRequest request) {
        return declarations.countedFor(request.share(), request.client());
    }

    private ConnectionId connection(ManagementRequest request) {
        return lookup.of(request).connection().id();
    }

    private ManagementFailure missing() {
        return kind == Kind.SCHEMA
                ? ManagementFailure.missing("schema_not_found",
                        "The connection declares no such schema. GET the list of them; standard schemas are not in it.")
                : ManagementFailure.missing("resource_type_not_found",
                        "The connection declares no such resource type. GET the list of them; User and Group are not in it.");
    }

    private static ObjectNode json(Declaration declaration) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(NAME, declaration.name());
        json.setAll((ObjectNode) ScimJson.tree(declaration.text()));
        return json.put("declared_at", declaration.declaredAt().toString());
    }
}
