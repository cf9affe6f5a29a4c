package dev.rollcall.entra.source;

import dev.rollcall.scim.text.LikelyName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who is assigned to the application, and in which roles. A role that a group has is also its direct members'; the roles
 * become the attribute {@code appRoleAssignments} of users.
 */
final class AssignmentReader {
    private static final Set<String> NAMES = Set.of("user", "group", "all", "role", "roles");

    private final DraftIndex users;
    private final DraftIndex groups;
    private final Set<String> assigned = new HashSet<>();
    private final Map<String, Set<String>> userRoles = new LinkedHashMap<>();
    private final Map<String, Set<String>> groupRoles = new LinkedHashMap<>();

    AssignmentReader(DraftIndex users, DraftIndex groups) {
        this.users = users;
        this.groups = groups;
    }

    void read(Entry entry) {
        checkNames(entry);
        List<String> given = new ArrayList<>();
        entry.cells("role").forEach(cell -> given.add(cell.text().strip()));
        entry.cells("roles").forEach(cell -> given.add(cell.text().strip()));
        Optional<Cell> user = entry.cell("user");
        Optional<Cell> group = entry.cell("group");
        if (user.isPresent()) {
            Draft draft = users.find(user.get()).orElseThrow(() -> users.unknown(user.get()));
            assign(draft, given, userRoles);
        } else if (group.isPresent()) {
            Draft draft = groups.find(group.get()).orElseThrow(() -> groups.unknown(group.get()));
            assign(draft, given, groupRoles);
        } else {
            users.all().forEach(draft -> assign(draft, given, userRoles));
            groups.all().forEach(draft -> assign(draft, List.of(), groupRoles));
        }
    }

    private static void checkNames(Entry entry) {
        entry.fields().forEach((name, field) -> {
            if (!NAMES.contains(name)) {
                throw field.place()
                        .wrong("an assignment has no " + name + LikelyName.of(name, NAMES)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; write user, group, all, role or roles."));
            }
        });
        long subjects = entry.fields().keySet().stream().filter(name -> !name.startsWith("role")).count();
        boolean all = entry.cell("all").map(cell -> cell.truth().equals(Optional.of(true))).orElse(true);
        if (subjects != 1 || !all) {
            throw entry.place()
                    .wrong("an assignment names one user, one group, or everybody; write \"user: …\", "
                            + "\"group: …\" or \"all: true\", and one entry for each.");
        }
    }

    private void assign(Draft draft, List<String> given, Map<String, Set<String>> roles) {
        assigned.add(draft.id());
        if (!given.isEmpty()) {
            roles.computeIfAbsent(draft.id(), id -> new LinkedHashSet<>()).addAll(given);
        }
    }

    /** The ids of all who are assigned. */
    Set<String> assigned() {
        return assigned;
    }

    /** Writes the roles into the users, those of a group last. */
    void giveRoles() {
        for (Draft group : groups.all()) {
            Set<String> given = groupRoles.getOrDefault(group.id(), Set.of());
            if (!given.isEmpty()) {
                group.references()
                        .forEach(member -> users.find(member)
                                .ifPresent(user -> assign(user.id(), given)));
            }
        }
        for (Draft user : users.all()) {
            Set<String> given = userRoles.getOrDefault(user.id(), Set.of());
            if (!given.isEmpty()) {
                user.attributes()
                        .put("appRoleAssignments",
                                DraftReader.array(given.stream().map(AssignmentReader::role).toList()));
            }
        }
    }

    private void assign(String userId, Set<String> given) {
        userRoles.computeIfAbsent(userId, id -> new LinkedHashSet<>()).addAll(given);
    }

    private static JsonNode role(String name) {
        ObjectNode role = JsonNodeFactory.instance.objectNode();
        role.put("id", UUID.nameUUIDFromBytes(("role:" + name).getBytes(StandardCharsets.UTF_8)).toString());
        role.put("displayName", name);
        role.put("value", name);
        return role;
    }
}
