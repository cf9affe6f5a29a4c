package dev.rollcall.scim.resource;

import dev.rollcall.scim.schema.Attribute;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of a complex value: its sub-attributes in the order of the schema, then what no schema declares. A null
 * stands for a part that is to be unassigned; stored values have none.
 */
public final class Parts {
    private Parts() {}

    /** The value with the parts laid over it; parts that are null are taken out. Neither argument is changed. */
    public static ObjectNode merge(Attribute attribute, ObjectNode value, ObjectNode parts) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        merged.setAll(value);
        for (Map.Entry<String, JsonNode> part : parts.properties()) {
            String name = key(attribute, merged, part.getKey());
            if (part.getValue().isNull()) {
                merged.remove(name);
            } else {
                merged.set(name, part.getValue());
            }
        }
        return ordered(attribute, merged);
    }

    /** The key under which a part is there; what no schema declares is found in any case. */
    private static String key(Attribute attribute, ObjectNode value, String name) {
        if (value.has(name) || attribute.subAttribute(name).isPresent()) {
            return name;
        }
        return value.properties()
                .stream()
                .map(Map.Entry::getKey)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    /** The parts that have a value. */
    public static ObjectNode assigned(Attribute attribute, ObjectNode parts) {
        return merge(attribute, JsonNodeFactory.instance.objectNode(), parts);
    }

    private static ObjectNode ordered(Attribute attribute, ObjectNode value) {
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        for (Attribute sub : attribute.subAttributes()) {
            JsonNode part = value.get(sub.name());
            if (part != null) {
                ordered.set(sub.name(), part);
            }
        }
        if (ordered.size() < value.size()) {
            value.properties().forEach(e -> ordered.putIfAbsent(e.getKey(), e.getValue()));
        }
        return ordered;
    }
}
