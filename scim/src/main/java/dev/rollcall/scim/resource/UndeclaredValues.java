package dev.rollcall.scim.resource;

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
 * members named {@code password}, which are secrets wherever they stand.
 */
public final class UndeclaredValues {
    /** Names that belong to the service in every resource, declared or not: a client's values for them are not kept. */
    private static final Set<String> RESERVED = Set.of("schemas", "id", "meta", "groups", "members", "password");

    private UndeclaredValues() {}

    /** Whether a top-level attribute of that name, in any case, is never kept. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a member of that name, in any case and at any place, is never kept. */
    public static boolean isSecret(String name) {
        return name.equalsIgnoreCase("password");
    }

    /** The value without nulls and without empty texts, lists and objects; empty when nothing is left. */
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
            if (!isSecret(member.getKey())) {
                read(member.getValue()).ifPresent(v -> kept.set(member.getKey(), v));
            }
        }
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }

    private static Optional<JsonNode> array(ArrayNode value) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode(value.size());
        for (JsonNode element : value) {
            read(element).ifPresent(kept::add);
        }
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }
}
