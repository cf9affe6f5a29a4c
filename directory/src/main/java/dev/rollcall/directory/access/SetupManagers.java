package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupProgress.Seen;
import dev.rollcall.directory.setup.SetupStep;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.Urns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Whether users were written whose manager is a user here. A change names the manager in its log row; a create is too large for that,
 * so the users that were written last are looked at themselves. A manager may come after those who have one: who is nobody here is
 * remembered, and looked for again.
 */
final class SetupManagers {
    /** Users that a look reads at most. */
    static final int MOST = 50;

    /** Managers that a look looks for at most. */
    private static final int MOST_IDS = 200;

    private static final String USER = "User";
    private static final String ATTRIBUTE = ":manager";
    private static final int FIRST_FAILURE = 400;
    /** Of a value that may be the id of somebody here. */
    private static final int LONGEST_ID = 64;

    private SetupManagers() {}

    /** What is known of managers after some requests. @param entries of the log that were just read, the oldest first */
    static SetupProgress after(
            ReadSession session, ConnectionId connection, SetupProgress before, List<RequestLogEntry> entries,
            Instant now) {
        Map<String, Seen> managers = new LinkedHashMap<>();
        int read = 0;
        for (RequestLogEntry entry : entries.reversed()) {
            if (!writesUser(entry)) {
                continue;
            }
            Optional<String> manager = inPlan(entry);
            if (manager.isEmpty() && read < MOST) {
                read++;
                manager = entry.resourceId().flatMap(id -> ofUser(session, connection, id));
            }
            manager.filter(_ -> managers.size() < MOST_IDS)
                    .ifPresent(id -> managers.putIfAbsent(id, new Seen(entry.id(), entry.time())));
        }
        before.waiting().forEach(id -> managers.putIfAbsent(id, new Seen(id, now)));
        Map<String, Reference> here = session.resources().references(connection, managers.keySet());
        Optional<Seen> known = managers.entrySet()
                .stream()
                .filter(one -> Optional.ofNullable(here.get(one.getKey()))
                        .filter(who -> who.type().equals(USER))
                        .isPresent())
                .map(Map.Entry::getValue)
                .findFirst();
        return known.map(seen -> before.with(SetupStep.MANAGER, seen, true).waitingFor(List.of()))
                .orElseGet(() -> before.waitingFor(new ArrayList<>(managers.keySet())));
    }

    private static boolean writesUser(RequestLogEntry entry) {
        return entry.status() < FIRST_FAILURE
                && entry.resourceType().filter(USER::equals).isPresent()
                && !entry.method().equals("GET")
                && !entry.method().equals("DELETE");
    }

    private static Optional<String> inPlan(RequestLogEntry entry) {
        for (JsonNode change : changes(entry.plan().orElse("[]"))) {
            String path = change.path("path").asString("");
            JsonNode after = change.path("after");
            if (path.endsWith(ATTRIBUTE)) {
                return id(after.path("value"));
            }
            if (path.endsWith(ATTRIBUTE + ".value")) {
                return id(after);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofUser(ReadSession session, ConnectionId connection, String user) {
        return session.resources()
                .find(connection, USER, user)
                .flatMap(row -> id(ScimJson.tree(row.document())
                        .path(Urns.ENTERPRISE_USER)
                        .path("manager")
                        .path("value")));
    }

    private static Optional<String> id(JsonNode value) {
        return value.stringValueOpt().filter(text -> !text.isEmpty() && text.length() <= LONGEST_ID);
    }

    private static JsonNode changes(String plan) {
        try {
            return ScimJson.tree(plan);
        } catch (JacksonException cut) {
            // Then the user is looked at.
            return ScimJson.tree("[]");
        }
    }
}
