package dev.rollcall.hardship;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The change record of a connection, as one reads it who was not there.
 *
 * @param changes by resource, each in the order of the record
 */
record History(Map<String, List<ChangeRecord>> changes) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 1_000;

    /**
     * Reads it all, up to a change that this method makes: on PostgreSQL the record ends before the oldest transaction
     * that is still running, whoever runs it.
     *
     * @param mark a user name that is free
     */
    static History read(Tenant tenant, Storage storage, String mark) {
        String end = tenant.post("/Users", Bodies.user(mark)).expect(201).id();
        Map<String, List<ChangeRecord>> changes = new LinkedHashMap<>();
        ConnectionId connection = tenant.access().connection();
        String position = "";
        while (!changes.containsKey(end)) {
            String from = position;
            ChangeFeedPage page = storage.read(Share.HOUSE, session -> session.changes().page(connection, from, PAGE));
            page.changes().forEach(c -> changes.computeIfAbsent(c.resourceId(), _ -> new ArrayList<>()).add(c));
            position = page.position();
        }
        return new History(changes);
    }

    /** What was recorded of a resource. */
    List<ChangeRecord> of(String id) {
        return changes.getOrDefault(id, List.of());
    }

    /** The versions of a resource, in the order of the record, each part of a change once. */
    List<Long> versions(String id) {
        return of(id).stream().filter(ChangeRecord::last).map(ChangeRecord::version).toList();
    }

    /** Who is in a group by the record alone. */
    Set<String> members(String groupId) {
        Set<String> members = new HashSet<>();
        for (ChangeRecord change : of(groupId)) {
            for (JsonNode step : JSON.readTree(change.plan())) {
                switch (step.path("change").stringValue()) {
                    case "add-members" -> step.path("members").forEach(m -> members.add(m.path("value").stringValue()));
                    case "remove-members" -> step.path("values").forEach(v -> members.remove(v.stringValue()));
                    case "assign" -> {
                        // Not about members.
                    }
                    default ->
                        throw new AssertionError("a change that only a reader of all members understands: " + step);
                }
            }
        }
        return members;
    }
}
