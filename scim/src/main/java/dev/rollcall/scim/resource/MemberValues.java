package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads lists of group members. Each member comes out once, as an object that begins with its {@code value}; what the
 * client said of it besides ({@code $ref}, {@code display}, {@code type}) comes along, but is never authoritative: all
 * three are derived from the member as soon as it is known (7643-4.2-06).
 */
public final class MemberValues {
    private static final List<String> KEPT = List.of("$ref", "display", "type");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RequestDialect dialect;

    /**
     * A reader for one request.
     *
     * @param dialect of the request
     */
    public MemberValues(RequestDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * {@return the members that the value names, in order of first mention; what is said of one twice is taken from the
     * last}
     *
     * @param value an array, or null for none; by tolerance an empty text means none as well
     * @param loneIsFine whether one member without an array around it is as good, as in a PATCH add (7644-3.5.2.1-06)
     * @param where the place in the request, which tolerances are recorded with
     * @throws ScimException 400 invalidValue when an element names nobody, because a list that lost its ids in a mapping
     *     must not empty a group
     */
    public List<ObjectNode> read(JsonNode value, boolean loneIsFine, String where) {
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        if (value.isArray()) {
            for (JsonNode element : value) {
                add(element, byId, where);
            }
        } else if (!value.isNull() && !isTolerablyEmpty(value, where)) {
            if (!loneIsFine && !dialect.allows(Tolerance.OBJECT_FOR_ARRAY, where)) {
                throw Refusals.type("members", "a list of objects with a value");
            }
            add(value, byId, where);
        }
        return List.copyOf(byId.values());
    }

    private void add(JsonNode element, Map<String, ObjectNode> byId, String where) {
        String id = id(element, where);
        byId.put(id, member(id, element));
    }

    private String id(JsonNode element, String where) {
        if (element instanceof ObjectNode object) {
            Optional<JsonNode> value = ReferenceIds.member(object, "value").filter(v -> !v.isNull());
            if (value.isPresent()) {
                return scalar(value.get(), where);
            }
            Optional<String> ref = ReferenceIds.ofRef(object);
            if (ref.isPresent() && dialect.allows(Tolerance.REFERENCE_ONLY, where)) {
                return ref.get();
            }
        } else if ((element.isString() || element.isNumber()) && dialect.allows(Tolerance.TEXT_FOR_COMPLEX, where)) {
            return scalar(element, where);
        }
        throw nobody();
    }

    private static ObjectNode member(String id, JsonNode element) {
        ObjectNode member = NODES.objectNode().put("value", id);
        if (element instanceof ObjectNode object) {
            for (String name : KEPT) {
                ReferenceIds.member(object, name)
                        .filter(said -> said.isString() && !said.stringValue().isBlank())
                        .ifPresent(said -> member.put(name, registeredSpelling(name, said.stringValue())));
            }
        }
        return member;
    }

    private String scalar(JsonNode value, String where) {
        if (value.isString() && !value.stringValue().isBlank()) {
            return value.stringValue();
        }
        if (value.isNumber() && dialect.allows(Tolerance.NUMBER_FOR_TEXT, where)) {
            return value.asString();
        }
        throw Refusals.type("members.value", "the id of a user or group, as text that is not blank");
    }

    private static String registeredSpelling(String name, String said) {
        boolean type = name.equals("type");
        return type && said.equalsIgnoreCase("User") ? "User" : type && said.equalsIgnoreCase("Group") ? "Group" : said;
    }

    private static ScimException nobody() {
        return Refusals.type("Each member", "an object with the id of a user or group as its value");
    }

    private boolean isTolerablyEmpty(JsonNode value, String where) {
        return value.isString() && value.stringValue().isEmpty() && dialect.allows(Tolerance.EMPTY_STRING, where);
    }
}
