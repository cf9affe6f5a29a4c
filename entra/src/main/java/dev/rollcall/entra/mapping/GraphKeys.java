package dev.rollcall.entra.mapping;

import dev.rollcall.scim.text.LikelyName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The keys that a part of a synchronization schema may have. A key that is not known is refused when it has a value, because it
 * might change who is provisioned.
 */
final class GraphKeys {
    static final GraphKeys RULE = new GraphKeys("id", "name", "priority", "editable", "sourceDirectoryName",
            "targetDirectoryName", "objectMappings", "metadata");
    static final GraphKeys MAPPING = new GraphKeys("name", "enabled", "sourceObjectName", "targetObjectName",
            "flowTypes",
            "attributeMappings", "metadata", "scope");
    static final GraphKeys ROW = new GraphKeys("targetAttributeName", "source", "defaultValue", "matchingPriority",
            "flowBehavior", "flowType", "exportMissingReferences");
    static final GraphKeys SCOPE = new GraphKeys("groups");
    static final GraphKeys GROUP = new GraphKeys("name", "clauses");
    static final GraphKeys CLAUSE = new GraphKeys("operatorName", "sourceOperandName", "targetOperand");
    static final GraphKeys OPERAND = new GraphKeys("values");

    private final Set<String> known;

    private GraphKeys(String... known) {
        this.known = Set.of(known);
    }

    /**
     * Checks that the part has no other key with a value.
     *
     * @param what the part, as the beginning of a sentence
     * @throws MappingException with the key
     */
    void check(JsonNode part, String what) {
        if (!part.isObject()) {
            throw new MappingException(what + " must be an object, and is " + part.getNodeType() + ".");
        }
        part.propertyStream()
                .filter(property -> !known.contains(property.getKey()) && !property.getKey().startsWith("@odata."))
                .filter(property -> !isNothing(property.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(key -> {
                    throw new MappingException(
                            what + " has '" + key + "', which is not understood here and might change "
                                    + "who is provisioned; " + LikelyName.of(key, known)
                                            .map(near -> "did you mean " + near + "?")
                                            .orElse("remove it."));
                });
    }

    /** The parts of a list; none when it is absent or null. */
    static Collection<JsonNode> list(JsonNode part, String key) {
        JsonNode list = part.path(key);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw new MappingException(key + " must be a list, and is " + list.getNodeType() + ".");
        }
        return list.values();
    }

    /** A truth value. */
    static boolean flag(JsonNode part, String key, boolean otherwise) {
        JsonNode flag = part.path(key);
        if (flag.isMissingNode() || flag.isNull()) {
            return otherwise;
        }
        if (!flag.isBoolean()) {
            throw new MappingException(key + " must be true or false, and is " + flag + ".");
        }
        return flag.booleanValue();
    }

    /** Null, an empty text, or a container of nothing else. */
    private static boolean isNothing(JsonNode value) {
        return value.isNull()
                || value.isString() && value.stringValue().isEmpty()
                || value.isContainer() && value.valueStream().allMatch(GraphKeys::isNothing);
    }
}
