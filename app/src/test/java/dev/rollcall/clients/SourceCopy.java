package dev.rollcall.clients;

import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.outbound.house.OutboundHouse;
import dev.rollcall.outbound.proof.WantedUsers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an application is to have of a house.
 *
 * @param users by externalId
 * @param groups by externalId
 * @param enabled the user names here of those who may sign in
 */
record SourceCopy(Map<String, ObjectNode> users, Map<String, Group> groups, Set<String> enabled) {
    /**
     * A group.
     *
     * @param members by externalId
     */
    record Group(String name, Set<String> members) {}

    /** @param source the house's own SCIM endpoint */
    static SourceCopy of(OutboundHouse house, ScimClient source) {
        WantedUsers wanted = new WantedUsers(house);
        Map<String, ObjectNode> users = new TreeMap<>();
        Set<String> enabled = new TreeSet<>();
        for (JsonNode user : source.get("/Users?count=1000&attributes=userName,active").json().path("Resources")) {
            String id = user.path("id").asString();
            if (user.path("active").booleanValue()) {
                enabled.add(user.path("userName").asString());
            }
            users.put(house.userId(id), wanted.of(id));
        }
        Map<String, Group> groups = new TreeMap<>();
        for (JsonNode group : source.get("/Groups?count=1000&attributes=displayName").json().path("Resources")) {
            String id = group.path("id").asString();
            groups.put(GroupId.of(id), new Group(group.path("displayName").asString(),
                    house.members(id).stream().map(house::userId).collect(Collectors.toCollection(TreeSet::new))));
        }
        return new SourceCopy(users, groups, enabled);
    }

    Set<String> groupNames() {
        return groups.values().stream().map(Group::name).collect(Collectors.toSet());
    }
}
