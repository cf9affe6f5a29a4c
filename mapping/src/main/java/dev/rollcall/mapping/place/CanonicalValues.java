package dev.rollcall.mapping.place;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.resource.UndeclaredValues;
import dev.rollcall.scim.resource.UnreadableValueException;
import dev.rollcall.scim.resource.ValueReader;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Makes of a profile's value what SCIM keeps for an attribute. Types are as the schema has them: no number becomes text here.
 * References to other users come in all their forms, an empty text is no value, and what no schema declares is kept.
 */
final class CanonicalValues {
    private static final Dialect DIALECT = Dialect.of(Set.of(
            Tolerance.UNDECLARED_KEPT,
            Tolerance.EMPTY_STRING,
            Tolerance.TEXT_FOR_REFERENCE,
            Tolerance.MANAGER_FORM,
            Tolerance.REFERENCE_ONLY));

    private CanonicalValues() {}

    /**
     * The value that is kept; empty when there is none.
     *
     * @param attribute empty for what no schema declares
     * @param path what refusals name
     * @throws PlaceException when the attribute does not take the value
     */
    static Optional<JsonNode> of(Optional<Attribute> attribute, JsonNode value, String path) {
        if (isEmptyText(value)) {
            // Also for active, which SCIM itself does not unassign so.
            return Optional.empty();
        }
        try {
            return attribute.isEmpty()
                    ? UndeclaredValues.read(value)
                    : new ValueReader(new RequestDialect(DIALECT, new FiredTolerances()))
                            .whole(attribute.get(), value, path, path);
        } catch (UnreadableValueException e) {
            throw new PlaceException(path + " takes " + expected(attribute.orElseThrow(() -> e))
                    + ", which this value is not; send it in that form.");
        } catch (ScimException e) {
            throw new PlaceException(e.detail());
        }
    }

    private static boolean isEmptyText(JsonNode value) {
        return value.isString() && value.stringValue().isEmpty();
    }

    private static String expected(Attribute attribute) {
        if (ReferencePlace.fits(attribute)) {
            return "the id of a user, as text or as an object such as {\"value\":\"2819c223\"}";
        }
        String one = switch (attribute.type()) {
            case STRING -> "text";
            case BOOLEAN -> "true or false";
            case DECIMAL -> "a number";
            case INTEGER -> "a whole number";
            case DATE_TIME -> "a date and time such as 2026-01-31T08:00:00Z";
            case BINARY -> "base64";
            case REFERENCE -> "a URI that is no script";
            case COMPLEX -> "an object with its sub-attributes";
        };
        return attribute.multiValued() ? "a list, each element of it " + one : one;
    }
}
