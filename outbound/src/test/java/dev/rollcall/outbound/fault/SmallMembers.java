package dev.rollcall.outbound.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What PATCH does to the members of a group: each is in it once. */
final class SmallMembers {
    private SmallMembers() {}

    static void apply(ArrayNode members, String op, String path, JsonNode value) {
        Map<String, JsonNode> by = new LinkedHashMap<>();
        if (!op.equals("replace")) {
            members.forEach(member -> by.put(member.path("value").asString(), member));
        }
        if (op.equals("remove")) {
            if (path.contains("[")) {
                by.remove(path.replaceAll(".*\"(.*)\".*", "$1"));
            } else if (value.isArray()) {
                value.forEach(member -> by.remove(member.path("value").asString()));
            } else {
                by.clear();
            }
        } else {
            value.forEach(member -> by.put(member.path("value").asString(), member));
        }
        members.removeAll();
        by.values().forEach(members::add);
    }

    static void drop(ObjectNode group, String id) {
        if (group.get("members") instanceof ArrayNode members) {
            members.removeIf(member -> member.path("value").asString().equals(id));
        }
    }
}
