package dev.rollcall.directory.person;

import dev.rollcall.mapping.ProfilePath;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two profiles side by side, member by member: whole members, those of metadata one by one. What only the second one has comes after
 * what the first one has.
 */
public final class ProfileMembers {
    private ProfileMembers() {}

    /** What is done for each member. */
    @FunctionalInterface
    public interface Pair {
        /** One path with both values; what is not there is a missing node. */
        void at(String path, JsonNode first, JsonNode second);
    }

    /** Goes through all members that either of them has. */
    public static void of(ObjectNode first, ObjectNode second, Pair pair) {
        for (String name : names(first, second)) {
            JsonNode one = first.path(name);
            JsonNode other = second.path(name);
            if (ProfilePath.of(name).inMetadata() && !one.isValueNode() && !other.isValueNode()) {
                for (String inner : names(one, other)) {
                    pair.at(name + "." + inner, one.path(inner), other.path(inner));
                }
            } else {
                pair.at(name, one, other);
            }
        }
    }

    private static Set<String> names(JsonNode first, JsonNode second) {
        Set<String> names = new LinkedHashSet<>();
        if (first instanceof ObjectNode object) {
            names.addAll(object.propertyNames());
        }
        if (second instanceof ObjectNode object) {
            names.addAll(object.propertyNames());
        }
        return names;
    }
}
