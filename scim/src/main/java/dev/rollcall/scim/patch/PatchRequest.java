package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.patch.PatchOperation.Kind;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The envelope of a PATCH request: its operations in order. Immutable by contract.
 *
 * <p>Names are matched in any case; members that the RFC does not know, such as {@code id} beside the operations or
 * {@code name} inside one, are passed over.
 *
 * @param operations in the order in which they apply
 * @param limits what the request may hold and what planning it may cost
 */
public record PatchRequest(List<PatchOperation> operations, PatchLimits limits) {
    /** Keeps a copy of the list. */
    public PatchRequest {
        operations = List.copyOf(operations);
    }

    /**
     * {@return the envelope, read by the letter of the RFC, within {@link PatchLimits#defaults}}
     *
     * @param body the request's body
     * @throws ScimException as the other does
     */
    public static PatchRequest parse(ObjectNode body) {
        return parse(body, Dialect.strict(), new FiredTolerances(), PatchLimits.defaults());
    }

    /**
     * {@return the envelope} What the operations mean is for {@link PatchPlanner} to say.
     *
     * @param body the request's body
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param limits what the request may hold and what planning it may cost
     * @throws ScimException 400 invalidSyntax for a wrong structure or an unknown {@code op}, 400 invalidPath for a path
     *     that is no text, 400 invalidValue for an add or replace without a value, 413 beyond the limits
     */
    public static PatchRequest parse(ObjectNode body, Dialect dialect, FiredTolerances fired, PatchLimits limits) {
        RequestDialect request = new RequestDialect(dialect, fired);
        checkSchemas(body, request);
        JsonNode list = member(body, "Operations")
                .filter(JsonNode::isArray)
                .orElseThrow(() -> invalidSyntax(
                        "A PATCH needs a list named Operations. Send {\"schemas\":[\"" + Urns.PATCH_OP
                                + "\"],\"Operations\":[…]}."));
        checkSize(list, request, limits);
        List<PatchOperation> operations = new ArrayList<>(list.size());
        int values = 0;
        for (JsonNode node : list) {
            PatchOperation operation = operation(node, request, "Operations[" + operations.size() + "]");
            operations.add(operation);
            values += operation.value().map(PatchRequest::countValues).orElse(0);
            if (values > limits.maxValues()) {
                throw tooLarge("The values of a PATCH may have " + limits.maxValues()
                        + " list elements together. Send them in several requests.");
            }
        }
        return new PatchRequest(operations, limits);
    }

    private static void checkSchemas(ObjectNode body, RequestDialect dialect) {
        JsonNode schemas = member(body, "schemas").orElseGet(body::nullNode);
        boolean missing = schemas.isNull() || schemas.isArray() && schemas.isEmpty();
        if (missing && dialect.allows(Tolerance.MISSING_PATCH_SCHEMA, "schemas")) {
            return;
        }
        for (JsonNode urn : schemas.values()) {
            if (urn.isString() && urn.stringValue().equalsIgnoreCase(Urns.PATCH_OP)) {
                return;
            }
        }
        throw invalidSyntax("schemas of a PATCH must list " + Urns.PATCH_OP + ". Add it to the body of the request.");
    }

    private static void checkSize(JsonNode list, RequestDialect dialect, PatchLimits limits) {
        if (list.isEmpty() && !dialect.allows(Tolerance.EMPTY_OPERATIONS, "Operations")) {
            throw invalidSyntax("Operations is empty. Send at least one operation.");
        }
        if (list.size() > limits.maxOperations()) {
            throw tooLarge("A PATCH may have " + limits.maxOperations() + " operations, this one has " + list.size()
                    + ". Send them in several requests.");
        }
    }

    private static PatchOperation operation(JsonNode node, RequestDialect dialect, String where) {
        if (!(node instanceof ObjectNode operation)) {
            throw invalidSyntax(where + " must be an object with op, path and value.");
        }
        Kind kind = kind(operation, dialect, where + ".op");
        Optional<JsonNode> value = member(operation, "value");
        if (value.isEmpty() && kind != Kind.REMOVE) {
            throw ScimException.of(
                    ScimType.INVALID_VALUE,
                    where + " has no value. An add or replace needs one; send null to unassign.");
        }
        return new PatchOperation(kind, path(operation, where), value, where);
    }

    private static Kind kind(ObjectNode operation, RequestDialect dialect, String where) {
        String op = member(operation, "op").filter(JsonNode::isString).map(JsonNode::stringValue).orElse("");
        String lower = op.toLowerCase(Locale.ROOT);
        if (op.equals(lower) || dialect.allows(Tolerance.CAPITAL_OP, where)) {
            switch (lower) {
                case "add" -> {
                    return Kind.ADD;
                }
                case "remove" -> {
                    return Kind.REMOVE;
                }
                case "replace" -> {
                    return Kind.REPLACE;
                }
                default -> {}
            }
        }
        throw invalidSyntax(where + " must be add, remove or replace.");
    }

    private static Optional<String> path(ObjectNode operation, String where) {
        Optional<JsonNode> path = member(operation, "path").filter(p -> !p.isNull());
        if (path.isPresent() && !path.get().isString()) {
            throw ScimException.of(
                    ScimType.INVALID_PATH, where + ".path must be text, such as emails[type eq \"work\"].value.");
        }
        return path.map(JsonNode::stringValue);
    }

    private static int countValues(JsonNode value) {
        int count = value.isArray() ? value.size() : 0;
        if (value.isObject()) {
            for (JsonNode member : value.values()) {
                count += member.isArray() ? member.size() : 0;
            }
        }
        return count;
    }

    private static Optional<JsonNode> member(ObjectNode object, String name) {
        JsonNode exact = object.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return Optional.of(member.getValue());
            }
        }
        return Optional.empty();
    }

    private static ScimException invalidSyntax(String detail) {
        return ScimException.of(ScimType.INVALID_SYNTAX, detail);
    }

    private static ScimException tooLarge(String detail) {
        return ScimException.of(413, detail);
    }
}
