package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.path.SchemaUrns;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The check of a resource's {@code schemas} on input (RFC 7643 section 3). Only the check: what is stored under that name
 * is computed from what the resource holds.
 */
final class SchemasMember {
    private static final String WHERE = "schemas";
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";
    private static final String MESSAGES = "urn:ietf:params:scim:api:messages:";

    private final ResourceType type;
    private final RequestDialect dialect;

    /** A check for one request. */
    SchemasMember(ResourceType type, RequestDialect dialect) {
        this.type = type;
        this.dialect = dialect;
    }

    /**
     * Passes when the body names its base schema and otherwise only extensions (7643-3-01, 7643-3-02, 7643-3.3-01).
     *
     * @throws ScimException 400 invalidSyntax when it is no list of URIs, 400 invalidValue when it names the schema of
     *     another resource type or, without a tolerance for it, an unknown one
     */
    void check(ObjectNode body) {
        JsonNode schemas = ReferenceIds.member(body, "schemas").orElseGet(body::nullNode);
        Set<String> names = body.propertyNames()
                .stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        boolean base = false;
        Set<String> listed = new HashSet<>();
        for (JsonNode urn : list(schemas)) {
            if (!urn.isString()) {
                throw invalidSyntax("Each entry of schemas must be the URI of a schema, as text.");
            }
            base |= isBase(urn.stringValue(), names);
            listed.add(urn.stringValue().toLowerCase(Locale.ROOT));
        }
        requireListed(body, listed);
        if (!base && !dialect.allows(Tolerance.MISSING_SCHEMAS, WHERE)) {
            throw invalidSyntax("schemas must list " + type.schema().id() + ". Add it to the body of the request.");
        }
    }

    /** Every extension that the resource has must be named (7643-3-02). */
    private void requireListed(ObjectNode body, Set<String> listed) {
        for (ResourceType.Extension extension : type.extensions()) {
            String urn = extension.schema().id();
            boolean there = ReferenceIds.member(body, urn).filter(value -> !value.isEmpty()).isPresent();
            if (there
                    && !listed.contains(urn.toLowerCase(Locale.ROOT))
                    && !dialect.allows(Tolerance.MISSING_SCHEMAS, WHERE)) {
                throw invalidSyntax(
                        "The resource has attributes of " + urn + ", which schemas does not list. Add it there.");
            }
        }
    }

    private Iterable<JsonNode> list(JsonNode schemas) {
        if (schemas.isArray()) {
            return schemas.values();
        }
        if (schemas.isNull()) {
            return List.of();
        }
        if (schemas.isString() && dialect.allows(Tolerance.OBJECT_FOR_ARRAY, WHERE)) {
            return List.of(schemas);
        }
        throw invalidSyntax("schemas must be a list of URIs.");
    }

    private boolean isBase(String urn, Set<String> names) {
        Optional<Schema> known = SchemaUrns.resolve(type, urn, dialect.dialect(), dialect.fired(), WHERE);
        if (known.isPresent()) {
            return known.get() == type.schema();
        }
        String folded = urn.toLowerCase(Locale.ROOT);
        if (folded.startsWith(CORE) || folded.startsWith(MESSAGES)) {
            throw Refusals
                    .invalidValue("schemas names " + Excerpt.of(urn) + ", which is not a schema of a " + type.name()
                            + ". Send the resource to the endpoint of its own type.");
        }
        boolean undeclaredContainer = names.contains(folded);
        if (!undeclaredContainer && !dialect.allows(Tolerance.UNKNOWN_SCHEMA, WHERE)) {
            throw Refusals.invalidValue("schemas names " + Excerpt.of(urn) + ", which no " + type.name()
                    + " has here. Take it out of the request.");
        }
        return false;
    }

    private static ScimException invalidSyntax(String detail) {
        return ScimException.of(ScimType.INVALID_SYNTAX, detail);
    }
}
