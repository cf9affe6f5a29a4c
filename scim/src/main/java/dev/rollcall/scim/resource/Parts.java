package dev.rollcall.scim.resource;

import dev.rollcall.scim.path.AnyCaseMembers;
import dev.rollcall.scim.schema.Attribute;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of a complex value: its sub-attributes in the order of the schema, then what no schema declares. A null
 * stands for a part that is to be unassigned; stored values have none.
 *
 * <p>Parts can be laid over a value one time after the other; each time takes as long as what is laid over it, however much
 * the value holds by then. Not shared between threads.
 */
public final class Parts {
    private final Attribute attribute;
    private final AnyCaseMembers merged = new AnyCaseMembers(JsonNodeFactory.instance.objectNode());

    /** The parts of that value, which is not changed. */
    Parts(Attribute attribute, ObjectNode value) {
        this.attribute = attribute;
        merged.object().setAll(value);
    }

    /**
     * {@return the value with the parts laid over it; parts that are null are taken out} Neither argument is changed.
     *
     * @param attribute a complex one
     * @param value the object that is there
     * @param parts by their names; null for one that is unassigned
     */
    public static ObjectNode merge(Attribute attribute, ObjectNode value, ObjectNode parts) {
        Parts merged = new Parts(attribute, value);
        merged.lay(parts);
        return merged.value();
    }

    /**
     * {@return the parts that have a value}
     *
     * @param attribute a complex one
     * @param parts by their names; null for one that is unassigned
     */
    public static ObjectNode assigned(Attribute attribute, ObjectNode parts) {
        return merge(attribute, JsonNodeFactory.instance.objectNode(), parts);
    }

    /** Lays parts over what is there; what no schema declares is found in any case. */
    void lay(ObjectNode parts) {
        for (Map.Entry<String, JsonNode> part : parts.properties()) {
            String name = part.getKey();
            if (part.getValue().isNull()) {
                remove(name);
            } else if (attribute.subAttribute(name).isPresent()) {
                merged.setExactly(name, part.getValue());
            } else {
                merged.set(name, part.getValue());
            }
        }
    }

    private void remove(String name) {
        // A declared one has one spelling, so that there is nothing to look for.
        if (attribute.subAttribute(name).isEmpty() || merged.object().has(name)) {
            merged.remove(name);
        }
    }

    /** The value while it changes: to be looked at and no more. */
    ObjectNode unordered() {
        return merged.object();
    }

    /** The value as it is now, for itself. */
    ObjectNode value() {
        ObjectNode value = merged.object();
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
