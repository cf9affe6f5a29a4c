package dev.rollcall.scim.resource;

import dev.rollcall.scim.text.Folding;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What no schema declares and is kept as it came, apart from members that are null or empty, which mean nothing, and
 * passwords, which are never kept wherever they stand.
 */
public final class UndeclaredValues {
    /** Names that belong to the service in every resource, declared or not: a client's values for them are not kept. */
    private static final Set<String> RESERVED = Set.of("schemas", "id", "meta", "groups", "members", "password");

    private UndeclaredValues() {}

    /**
     * {@return whether a top-level attribute of that name, in any case, is never kept}
     *
     * @param name a key
     */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * {@return whether the name is one of a password, which is never kept, wherever it stands: its local name, what
     * follows a URN, is {@code password} in any case or width, or has such a part ({@code name.password}, {@code
     * password.value})}
     *
     * @param name a key
     */
    public static boolean isPassword(String name) {
        int bracket = name.indexOf('[');
        String path = bracket < 0 ? name : name.substring(0, bracket) + name.substring(name.lastIndexOf(']') + 1);
        for (String part : path.substring(path.lastIndexOf(':') + 1).split("\\.", -1)) {
            if (Folding.foldsTo(part.strip(), "password")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Passes for a list of at most {@link Elements#LIMIT} elements.
     *
     * @param elements how many there are
     * @throws dev.rollcall.scim.ScimException 400 invalidValue
     */
    public static void requireFew(int elements) {
        if (elements > Elements.LIMIT) {
            throw Elements.tooMany("A list that no schema declares", elements);
        }
    }

    /**
     * {@return the value without nulls, without empty texts, lists and objects, and without passwords; empty when
     * nothing is left}
     *
     * @param value as it came
     * @throws dev.rollcall.scim.ScimException 400 invalidValue when a list in it has more than {@link Elements#LIMIT}
     *     elements
     */
    public static Optional<JsonNode> read(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> Optional.empty();
            case STRING -> value.stringValue().isEmpty() ? Optional.empty() : Optional.of(value);
            case OBJECT -> object((ObjectNode) value);
            case ARRAY -> array((ArrayNode) value);
            case BINARY, BOOLEAN, NUMBER, POJO -> Optional.of(value);
        };
    }

    private static Optional<JsonNode> object(ObjectNode value) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (!isPassword(member.getKey())) {
                read(member.getValue()).ifPresent(v -> kept.set(member.getKey(), v));
            }
        }
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }

    private static Optional<JsonNode> array(ArrayNode value) {
        requireFew(value.size());
        ArrayNode kept = JsonNodeFactory.instance.arrayNode(value.size());
        for (JsonNode element : value) {
            read(element).ifPresent(kept::add);
        }
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }
}
