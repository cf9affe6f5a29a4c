package dev.rollcall.scim.resource;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads one value of a simple attribute into its canonical form (RFC 7643 section 2.3). Values keep their spelling: no
 * time is moved to another zone, no number rounded, no text trimmed.
 */
final class SimpleValues {
    private final RequestDialect dialect;

    SimpleValues(RequestDialect dialect) {
        this.dialect = dialect;
    }

    /** The canonical value; empty when the value unassigns the attribute. */
    Optional<JsonNode> read(Attribute attribute, JsonNode value, String path, String where) {
        JsonNode single = value.isArray() ? unwrap(value, path, where) : value;
        if (single.isNull() || isEmptyText(single) && emptyUnassigns(path, where)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (attribute.type()) {
                    case STRING -> text(attribute, single, path, where);
                    case BOOLEAN -> bool(single, path, where);
                    case DECIMAL -> checked(single, single.isNumber(), path, "a number");
                    case INTEGER ->
                        checked(single, single.isIntegralNumber(), path, "a number without fraction or exponent");
                    case DATE_TIME -> checked(
                            single,
                            single.isString() && ValueFormats.isDateTime(single.stringValue()),
                            path,
                            "a date and time such as 2026-01-31T08:00:00Z");
                    case BINARY -> checked(
                            single,
                            single.isString() && ValueFormats.isBase64(single.stringValue()),
                            path,
                            "base64 in the standard alphabet, without line breaks");
                    case REFERENCE -> checked(
                            single,
                            single.isString() && isReference(single.stringValue(), where),
                            path,
                            "a URI such as https://example.com/photo.jpg, and no script");
                    case COMPLEX -> throw Refusals.type(path, "an object");
                });
    }

    /** The old form {@code [{"$ref":null,"value":"x"}]} of a simple value, or a list of just that value. */
    private JsonNode unwrap(JsonNode array, String path, String where) {
        if (array.isEmpty()) {
            return NullNode.instance;
        }
        JsonNode only = array.get(0);
        JsonNode value = only.path("value");
        if (array.size() == 1 && saysSomething(only) && dialect.allows(Tolerance.LIST_FOR_SINGLE, where)) {
            return only;
        }
        boolean known = array.size() == 1 && !value.isMissingNode() && !value.isContainer();
        if (!known || !dialect.allows(Tolerance.ARRAY_FOR_SINGLE, where)) {
            throw Refusals.type(path, "one value, not a list");
        }
        return value;
    }

    private static boolean saysSomething(JsonNode value) {
        return value.isString() ? !value.stringValue().isEmpty() : value.isBoolean() || value.isNumber();
    }

    /** People enter what they like where a URL is asked for. */
    private boolean isReference(String text, String where) {
        return ValueFormats.isHarmless(text)
                && (ValueFormats.isUri(text) || dialect.allows(Tolerance.TEXT_FOR_REFERENCE, where));
    }

    private static boolean isEmptyText(JsonNode value) {
        return value.isString() && value.stringValue().isEmpty();
    }

    /** Nobody's account is switched on or off by an empty text, so {@code active} is left to the type check. */
    private boolean emptyUnassigns(String path, String where) {
        return !path.equals(CanonicalDocument.ACTIVE) && dialect.allows(Tolerance.EMPTY_STRING, where);
    }

    private JsonNode text(Attribute attribute, JsonNode value, String path, String where) {
        if (value.isString()) {
            return value;
        }
        // What identifies a resource must be text from the start: 5 and "5" would be told apart by other systems.
        boolean scalar = value.isNumber() || value.isBoolean();
        if (scalar && !attribute.required() && dialect.allows(Tolerance.NUMBER_FOR_TEXT, where)) {
            return StringNode.valueOf(value.asString());
        }
        throw Refusals.type(path, "text");
    }

    private JsonNode bool(JsonNode value, String path, String where) {
        if (value.isBoolean()) {
            return value;
        }
        if (value.isString()) {
            boolean yes = value.stringValue().equalsIgnoreCase("true");
            boolean no = value.stringValue().equalsIgnoreCase("false");
            if ((yes || no) && dialect.allows(Tolerance.BOOLEAN_STRING, where)) {
                return BooleanNode.valueOf(yes);
            }
        }
        throw Refusals.type(path, "true or false");
    }

    private static JsonNode checked(JsonNode value, boolean fits, String path, String expected) {
        if (!fits) {
            throw Refusals.type(path, expected);
        }
        return value;
    }
}
