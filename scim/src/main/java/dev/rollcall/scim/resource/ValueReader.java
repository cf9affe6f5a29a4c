package dev.rollcall.scim.resource;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one place where a client's value for an attribute becomes a canonical value, for POST, PUT and PATCH alike.
 *
 * <p>Guarantees of what comes out: it fits the attribute's type; sub-attributes are in registered spelling and in the
 * order of the schema; there are no read-only and no write-only parts; nothing is null
 * except where {@link #parts} says so. What comes in is never changed.
 *
 * <p>Every method takes the path of the attribute, which errors name, and the place in the request, which tolerances are
 * recorded with. Every method refuses a value that fits the type in no known form with 400 invalidValue
 * (7644-3.5.2-11, 7644-3.3-08).
 */
public final class ValueReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RequestDialect dialect;
    private final SimpleValues simple;
    private final SingleReference reference;
    private final RoleText roles;
    private final UnreadableValues unreadable;
    private final Set<String> leftOut = new HashSet<>();

    /**
     * A reader for one request.
     *
     * @param dialect of the request
     */
    public ValueReader(RequestDialect dialect) {
        this.dialect = dialect;
        this.simple = new SimpleValues(dialect);
        this.reference = new SingleReference(dialect);
        this.roles = new RoleText(dialect);
        this.unreadable = new UnreadableValues(dialect);
    }

    /**
     * The paths of the attributes and sub-attributes that had a value in the request which could not be read and was left out.
     * Of attributes that are a part of an element, the path does not say which element.
     */
    Set<String> leftOut() {
        return leftOut;
    }

    /**
     * {@return the whole value of an attribute, as in a POST; empty when it is left unassigned (7643-2.5-01), or cannot
     * be read and is left out}
     *
     * @param attribute that it is a value of
     * @param value as it came
     * @param path of the attribute, canonical, which errors name
     * @param where the place in the request, which tolerances are recorded with
     */
    public Optional<JsonNode> whole(Attribute attribute, JsonNode value, String path, String where) {
        try {
            return readWhole(attribute, value, path, where);
        } catch (UnreadableValueException e) {
            unreadable.leaveOut(attribute, path, e, where);
            leftOut.add(path);
            return Optional.empty();
        }
    }

    /** The whole value of an attribute; refused when it cannot be read. */
    Optional<JsonNode> read(Attribute attribute, JsonNode value, String path) {
        return readWhole(attribute, value, path, path);
    }

    private Optional<JsonNode> readWhole(Attribute attribute, JsonNode value, String path, String where) {
        if (attribute.multiValued()) {
            List<JsonNode> elements = elements(attribute, value, path, where, false);
            return elements.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Elements.distinct(attribute, elements));
        }
        if (!attribute.complex()) {
            return simple.read(attribute, value, path, where);
        }
        if (unassigns(value, where)) {
            return Optional.empty();
        }
        ObjectNode said = parts(attribute, value, path, where);
        boolean emptyObject = value.isObject() && value.isEmpty();
        if (SingleReference.fits(attribute) && said.isEmpty() && !emptyObject) {
            leftOut.add(path);
        }
        ObjectNode assigned = Parts.assigned(attribute, said);
        return assigned.isEmpty() ? Optional.empty() : Optional.of(assigned);
    }

    /**
     * {@return the value of a single-valued simple attribute or sub-attribute; empty when it unassigns}
     *
     * @param attribute that it is a value of
     * @param value as it came
     * @param path of the attribute, canonical, which errors name
     * @param where the place in the request, which tolerances are recorded with
     */
    public Optional<JsonNode> simple(Attribute attribute, JsonNode value, String path, String where) {
        return simple.read(attribute, value, path, where);
    }

    /**
     * {@return whether the value unassigns whatever it is the value of: null, an empty list or, by tolerance, an empty
     * text}
     *
     * @param value as it came
     * @param where the place in the request, which tolerances are recorded with
     */
    public boolean unassigns(JsonNode value, String where) {
        return value.isNull()
                || value.isArray() && value.isEmpty()
                || value.isString()
                        && value.stringValue().isEmpty()
                        && dialect.allows(Tolerance.EMPTY_STRING, where);
    }

    /**
     * {@return the elements of a multi-valued attribute that the value names, in order; by tolerance without those that
     * cannot be read, as long as one can}
     *
     * @param attribute that it is a value of
     * @param value as it came
     * @param path of the attribute, canonical, which errors name
     * @param where the place in the request, which tolerances are recorded with
     * @param loneIsFine whether one element without an array around it is as good, as in a PATCH add (7644-3.5.2.1-06)
     */
    public List<JsonNode> elements(Attribute attribute, JsonNode value, String path, String where,
            boolean loneIsFine) {
        if (unassigns(value, where)) {
            return List.of();
        }
        List<JsonNode> elements = new ArrayList<>();
        if (value.isArray()) {
            if (value.size() > Elements.LIMIT) {
                throw Elements.tooMany(path, value.size());
            }
            readElements(attribute, value, path, where, elements);
        } else if (loneIsFine || dialect.allows(Tolerance.OBJECT_FOR_ARRAY, where)) {
            element(attribute, value, path, where).ifPresent(elements::add);
        } else {
            throw Refusals.type(path, "a list");
        }
        return elements;
    }

    private void readElements(
            Attribute attribute, JsonNode list, String path, String where, List<JsonNode> elements) {
        Optional<UnreadableValueException> leftOut = Optional.empty();
        for (JsonNode element : list) {
            try {
                element(attribute, element, path, where).ifPresent(elements::add);
            } catch (UnreadableValueException e) {
                unreadable.leaveOut(attribute, path, e, where);
                leftOut = Optional.of(e);
            }
        }
        if (elements.isEmpty() && leftOut.isPresent()) {
            // Otherwise a list of nothing but oddities would clear what is there.
            throw leftOut.get();
        }
    }

    /**
     * {@return one element of a multi-valued attribute; empty when it holds nothing}
     *
     * @param attribute that it is a value of
     * @param value as it came
     * @param path of the attribute, canonical, which errors name
     * @param where the place in the request, which tolerances are recorded with
     */
    public Optional<JsonNode> element(Attribute attribute, JsonNode value, String path, String where) {
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!attribute.complex()) {
            return simple.read(attribute, value, path, where);
        }
        ObjectNode element = Parts.assigned(attribute, elementParts(attribute, value, path, where));
        return element.isEmpty() ? Optional.empty() : Optional.of(element);
    }

    /**
     * {@return what the value says about the parts of one element of a multi-valued attribute; null for a part that it
     * unassigns} The one part of an element that is a simple value is {@code value}.
     *
     * @param attribute that it is a value of
     * @param value as it came
     * @param path of the attribute, canonical, which errors name
     * @param where the place in the request, which tolerances are recorded with
     */
    public ObjectNode elementParts(Attribute attribute, JsonNode value, String path, String where) {
        if (!attribute.complex()) {
            JsonNode bare = value.isObject() && value.has("value") ? value.path("value") : value;
            Optional<JsonNode> read = simple.read(attribute, bare, path, where);
            return NODES.objectNode().set("value", read.orElseGet(NODES::nullNode));
        }
        JsonNode single = unwrapOne(value, path, where);
        if (single instanceof ObjectNode object) {
            return partsOf(attribute, roles.read(attribute, object, where), path, where);
        }
        boolean scalar = single.isString() || single.isNumber();
        if (scalar
                && attribute.subAttribute("value").isPresent()
                && dialect.allows(Tolerance.TEXT_FOR_COMPLEX, where)) {
            return partsOf(attribute, NODES.objectNode().set("value", single), path, where);
        }
        throw Refusals.type(path, "objects such as {\"type\":\"work\",\"value\":\"…\"}");
    }

    /**
     * {@return what the value says about the parts of a single-valued complex attribute; null for a part that it
     * unassigns}
     *
     * @param attribute that it is a value of
     * @param value as it came
     * @param path of the attribute, canonical, which errors name
     * @param where the place in the request, which tolerances are recorded with
     */
    public ObjectNode parts(Attribute attribute, JsonNode value, String path, String where) {
        if (SingleReference.fits(attribute)) {
            return reference.read(value, path, where);
        }
        if (unwrapOne(value, path, where) instanceof ObjectNode object) {
            return partsOf(attribute, object, path, where);
        }
        throw Refusals.type(path, "an object with sub-attributes");
    }

    private JsonNode unwrapOne(JsonNode value, String path, String where) {
        if (!value.isArray()) {
            return value;
        }
        if (value.size() == 1 && dialect.allows(Tolerance.ARRAY_FOR_SINGLE, where)) {
            return value.get(0);
        }
        throw Refusals.type(path, "one object, not a list");
    }

    private ObjectNode partsOf(Attribute attribute, ObjectNode value, String path, String where) {
        ObjectNode parts = NODES.objectNode();
        Optional<UnreadableValueException> leftOut = Optional.empty();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Optional<Attribute> sub = attribute.subAttribute(member.getKey());
            if (UndeclaredValues.isPassword(member.getKey())) {
                continue;
            }
            if (sub.isEmpty()) {
                parts.set(member.getKey(), undeclared(member, path, where));
            } else if (isKept(sub.get())) {
                try {
                    part(sub.get(), member.getValue(), path, where, parts);
                } catch (UnreadableValueException e) {
                    leaveOutPart(attribute, sub.get(), path, e, where);
                    leftOut = Optional.of(e);
                }
            }
        }
        if (parts.isEmpty() && leftOut.isPresent()) {
            throw leftOut.get();
        }
        return parts;
    }

    private static boolean isKept(Attribute sub) {
        return sub.mutability() != Mutability.READ_ONLY && sub.mutability() != Mutability.WRITE_ONLY;
    }

    private void part(Attribute sub, JsonNode value, String path, String where, ObjectNode parts) {
        Optional<JsonNode> part = readWhole(sub, value, path + "." + sub.name(), where);
        parts.set(sub.name(), part.orElseGet(NODES::nullNode));
    }

    /** An element is about its {@code value}; without that there is nothing left of it. */
    private void leaveOutPart(Attribute attribute, Attribute sub, String path, UnreadableValueException e,
            String where) {
        if (attribute.multiValued() && sub.name().equals("value")) {
            throw e;
        }
        unreadable.leaveOut(sub, path + "." + sub.name(), e, where);
        leftOut.add(path + "." + sub.name());
    }

    private JsonNode undeclared(Map.Entry<String, JsonNode> member, String path, String where) {
        if (!member.getValue().isNull() && !dialect.allows(Tolerance.UNDECLARED_KEPT, where)) {
            throw Refusals.invalidValue(path + " has no sub-attribute named " + Excerpt.of(member.getKey())
                    + ". Take it out of the mapping in your identity provider.");
        }
        return UndeclaredValues.read(member.getValue()).orElseGet(NODES::nullNode);
    }
}
