package dev.rollcall.client.entra;

import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.TargetPath;
import dev.rollcall.client.target.TargetSchema;
import dev.rollcall.scim.message.Urns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of PATCH requests in one dialect; source: entra.md sections 3.7 to 3.16. */
final class PatchWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final EntraDialect dialect;

    PatchWriter(EntraDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * The differences of one object. With the flag, what is selected by a filter comes first; several replaced values that
     * are not become one operation without a path, whose keys are the paths.
     */
    ObjectNode differences(ObjectType type, List<AttributeDifference> differences) {
        List<Operation> operations = differences.stream()
                .map(difference -> operation(new TargetSchema(type), difference))
                .toList();
        return body(dialect == EntraDialect.AAD_OPT_SCIM_062020 ? merged(operations) : operations);
    }

    /** Adds members. */
    ObjectNode addMembers(List<String> ids) {
        return body(List.of(new Operation(Verb.ADD, Optional.of("members"), Optional.of(memberList(ids)))));
    }

    /** Removes members: by a filter for each with the flag, else by the list of them. */
    ObjectNode removeMembers(List<String> ids) {
        if (dialect == EntraDialect.AAD_OPT_SCIM_062020) {
            return body(ids.stream()
                    .map(id -> new Operation(Verb.REMOVE, Optional.of("members[value eq \"" + id + "\"]"),
                            Optional.empty()))
                    .toList());
        }
        return body(List.of(new Operation(Verb.REMOVE, Optional.of("members"), Optional.of(memberList(ids)))));
    }

    /**
     * Sets, changes or removes the manager; source: entra.md section 3.9. The form of a removal without the flag is not
     * recorded anywhere; it is the one that the RFC has.
     *
     * @param reference where the manager's resource is, for the form of 2018
     */
    ObjectNode manager(Optional<String> seen, Optional<String> wanted, String reference) {
        String path = spelled(new TargetPath(Optional.of(Urns.ENTERPRISE_USER), "manager", Optional.empty(),
                Optional.empty()));
        if (wanted.isEmpty()) {
            return dialect == EntraDialect.AAD_OPT_SCIM_062020 && seen.isPresent()
                    ? body(List.of(new Operation(Verb.REMOVE, Optional.of("manager[value eq \"" + seen.get() + "\"]"),
                            Optional.empty())))
                    : body(List.of(new Operation(Verb.REMOVE, Optional.of(path), Optional.empty())));
        }
        if (dialect == EntraDialect.CUSTOMAPPSSO && seen.isEmpty()) {
            ArrayNode list = JSON.arrayNode();
            list.addObject().put("$ref", reference).put("value", wanted.get());
            return body(List.of(new Operation(Verb.ADD, Optional.of("manager"), Optional.of(list))));
        }
        Verb verb = seen.isEmpty() ? Verb.ADD : Verb.REPLACE;
        return body(List.of(new Operation(verb, Optional.of(path), wanted.map(JSON::stringNode))));
    }

    private Operation operation(TargetSchema schema, AttributeDifference difference) {
        TargetPath path = TargetPath.parse(difference.path());
        if (difference.wanted().isEmpty()) {
            return new Operation(Verb.REMOVE, Optional.of(spelled(path)), Optional.empty());
        }
        JsonNode value = difference.wanted().get();
        if (RoleList.isComplex(path, value)) {
            return new Operation(Verb.ADD, Optional.of(spelled(path)), Optional.of(RoleList.texts(value)));
        }
        boolean add = difference.seen().isEmpty() && !RoleList.is(path, value);
        return new Operation(add ? Verb.ADD : Verb.REPLACE, Optional.of(spelled(path)),
                Optional.of(value(schema, path, value)));
    }

    /** Booleans are booleans with the flag; without it they are what the mapping gives, text for the usual mapping. */
    private JsonNode value(TargetSchema schema, TargetPath path, JsonNode mapped) {
        return dialect == EntraDialect.AAD_OPT_SCIM_062020 && schema.isBoolean(path)
                ? TargetSchema.truth(mapped).<JsonNode>map(JSON::booleanNode).orElse(mapped)
                : mapped;
    }

    private String spelled(TargetPath path) {
        if (dialect != EntraDialect.CUSTOMAPPSSO) {
            return path.toString();
        }
        return path.extension().map(urn -> urn + ".").orElse("") + path.local().replace("\"", "");
    }

    private static List<Operation> merged(List<Operation> operations) {
        List<Operation> merged = new ArrayList<>();
        operations.stream().filter(Operation::filtered).forEach(merged::add);
        operations.stream().filter(o -> !o.filtered() && !o.mergeable()).forEach(merged::add);
        List<Operation> rest = operations.stream().filter(Operation::mergeable).toList();
        if (rest.size() < 2) {
            merged.addAll(rest);
            return merged;
        }
        ObjectNode paths = JSON.objectNode();
        rest.forEach(operation -> paths.set(operation.path().orElseThrow(), operation.value().orElseThrow()));
        merged.add(new Operation(Verb.REPLACE, Optional.empty(), Optional.of(paths)));
        return merged;
    }

    private ArrayNode memberList(List<String> ids) {
        ArrayNode list = JSON.arrayNode();
        for (String id : ids) {
            ObjectNode member = list.addObject();
            if (dialect == EntraDialect.CUSTOMAPPSSO) {
                member.putNull("$ref");
            }
            member.put("value", id);
        }
        return list;
    }

    private ObjectNode body(List<Operation> operations) {
        ObjectNode body = JSON.objectNode();
        body.putArray("schemas").add(Urns.PATCH_OP);
        ArrayNode list = body.putArray("Operations");
        for (Operation operation : operations) {
            ObjectNode node = list.addObject();
            node.put("op", operation.verb().in(dialect));
            operation.path().ifPresent(path -> node.put("path", path));
            operation.value().ifPresent(value -> node.set("value", value));
        }
        return body;
    }

    private enum Verb {
        ADD("Add"),
        REPLACE("Replace"),
        REMOVE("Remove");

        private final String capitalised;

        Verb(String capitalised) {
            this.capitalised = capitalised;
        }

        String in(EntraDialect dialect) {
            return switch (dialect) {
                case DEFAULT, AZURE_AD_SCIM_PATCH_2017, CUSTOMAPPSSO -> capitalised;
                case AAD_OPT_SCIM_062020 -> name().toLowerCase(Locale.ROOT);
            };
        }
    }

    private record Operation(Verb verb, Optional<String> path, Optional<JsonNode> value) {
        boolean filtered() {
            return path.map(text -> text.indexOf('[') >= 0).orElse(false);
        }

        boolean mergeable() {
            return verb == Verb.REPLACE
                    && !filtered()
                    && path.isPresent()
                    && value.map(node -> !node.isContainer()).orElse(false);
        }
    }
}
