package dev.rollcall.outbound.sync;

import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.outbound.fault.TargetTrait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A house and a target that has everybody and every group as it should, but for a twentieth of each kind of mismatch. The target takes
 * a second one of everybody, so that whoever makes one is seen.
 */
final class SyncMismatches {
    /** A twentieth of the people, or of the groups, is of each kind. */
    private static final int SHARE = 20;

    private static final int MEMBERS = 10;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SyncBench bench;
    private final int each;
    private final int eachGroup;
    private final List<String> ids = new ArrayList<>();
    private final List<String> groupIds = new ArrayList<>();
    private final Map<Integer, String> remote = new HashMap<>();
    private final Map<String, JsonNode> wanted = new HashMap<>();

    /** @param people a multiple of twenty */
    SyncMismatches(SyncBench bench, int people, int groups) {
        this.bench = bench;
        this.each = people / SHARE;
        this.eachGroup = groups / SHARE;
        for (int i = 0; i < people; i++) {
            ids.add(bench.house.user("p" + i));
        }
        for (int i = 0; i < groups; i++) {
            String[] members = new String[MEMBERS];
            for (int j = 0; j < MEMBERS; j++) {
                members[j] = ids.get(member(i, j));
            }
            groupIds.add(bench.house.group("g" + i, members));
        }
        bench.target.behave(TargetTrait.ALLOWS_DUPLICATES, true);
        for (int i = 0; i < people; i++) {
            plantPerson(i);
        }
        for (int i = 0; i < each; i++) {
            bench.target.plant(
                    "{\"userName\":\"gone%d\",\"externalId\":\"samlp|acme|gone%d\",\"active\":true}".formatted(i, i));
            bench.target.plant("{\"userName\":\"foreign%d\",\"externalId\":\"hr-%d\",\"active\":true}".formatted(i, i));
        }
        for (int i = 0; i < groups; i++) {
            plantGroup(i);
        }
        for (int i = 0; i < eachGroup; i++) {
            bench.target.plantGroup("{\"displayName\":\"theirs%d\",\"externalId\":\"hr-%d\"}".formatted(i, i));
        }
        bench.connect();
        bench.target.forgetJournal();
    }

    /** Nobody in a conflict is a member: where they are at the target, nobody knows. */
    private int member(int group, int j) {
        return each * 9 + (group * MEMBERS + j) % (ids.size() - each * 9);
    }

    private void plantPerson(int i) {
        String id = ids.get(i);
        ObjectNode there = bench.wanted(id);
        int kind = i / each;
        if (kind == 5) {
            bench.house.patch(id, "{'op':'replace','path':'active','value':false}");
            wanted.put(id, bench.wanted(id));
        } else {
            wanted.put(id, there.deepCopy());
        }
        switch (kind) {
            case 0 -> {
                return;
            }
            case 1 -> there.remove("externalId");
            case 2 -> there.put("displayName", "Somebody else");
            case 3 -> there.put("active", false);
            case 4 -> there.put("externalId", "theirs-" + i);
            case 6 -> ((ObjectNode) there.withArrayProperty("emails").get(0)).put("value", "old" + i + "@acme.example");
            case 7 -> there.put("userName", "old" + i);
            case 8 -> there.put("nickName", "Old");
            default -> {
                // As it should be, but for kind 5, who was blocked here just now.
            }
        }
        remote.put(i, bench.target.plant(there.toString()));
    }

    private void plantGroup(int i) {
        int kind = i / eachGroup;
        if (kind == 0) {
            return;
        }
        ObjectNode group = JSON.createObjectNode().put("displayName", kind == 1 ? "Old " + i : "g" + i);
        if (kind != 2) {
            group.put("externalId", GroupId.of(groupIds.get(i)));
        }
        var members = group.putArray("members");
        for (int j = kind == 3 ? 1 : 0; j < MEMBERS; j++) {
            members.addObject().put("value", remote.get(member(i, j)));
        }
        if (kind == 4) {
            members.addObject().put("value", remote.get(each));
        }
        bench.target.plantGroup(group.toString());
    }

    /** What a plan must say. */
    Map<String, Long> plan() {
        Map<String, Long> plan = new TreeMap<>();
        plan.put("create", (long) each);
        plan.put("adopt", (long) each);
        plan.put("update", each * 6L);
        plan.put("conflict", (long) each);
        plan.put("delete", (long) each);
        plan.put("departures", each * 2L);
        plan.put("blocked-changes", each * 2L);
        plan.put("email-changes", (long) each);
        plan.put("foreign", each * 2L);
        plan.put("equal", ids.size() - each * 9L);
        plan.put("create-group", (long) eachGroup);
        plan.put("update-group", (long) eachGroup);
        plan.put("adopt-group", (long) eachGroup);
        plan.put("members-add", eachGroup * (MEMBERS + 1L));
        plan.put("members-remove", (long) eachGroup);
        return plan;
    }

    /** The target has everybody who is in no conflict, once, as they should be, and nobody who is gone. */
    void requireEqual() {
        Map<String, JsonNode> people = new HashMap<>();
        for (JsonNode user : bench.target.users()) {
            assertThat(people.put(user.path("externalId").asString(), user)).as("a second one").isNull();
        }
        assertThat(people).hasSize(ids.size() + each);
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            if (i / each != 4) {
                JsonNode wants = wanted.get(ids.get(i));
                JsonNode user = people.get(wants.path("externalId").asString());
                assertThat(user).as("person " + i).isNotNull();
                wants.propertyNames().forEach(name -> assertThat(user.get(name)).as(name).isEqualTo(wants.get(name)));
                assertThat(user.has("nickName")).isFalse();
                names.put(user.path("id").asString(), ids.get(i));
            }
        }
        assertThat(people.keySet()).noneMatch(externalId -> externalId.startsWith("samlp|acme|gone"));
        Map<String, JsonNode> groups = new HashMap<>();
        for (JsonNode group : bench.target.groups()) {
            assertThat(groups.put(group.path("externalId").asString(), group)).as("a second one").isNull();
        }
        assertThat(groups).hasSize(groupIds.size() + eachGroup);
        for (int i = 0; i < groupIds.size(); i++) {
            JsonNode group = groups.get(GroupId.of(groupIds.get(i)));
            assertThat(group.path("displayName").asString()).isEqualTo("g" + i);
            Set<String> members = new TreeSet<>();
            group.path("members").forEach(member -> members.add(names.get(member.path("value").asString())));
            assertThat(members).isEqualTo(new TreeSet<>(new HashSet<>(bench.house.members(groupIds.get(i)))));
        }
    }
}
