package dev.rollcall.app.transfer;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.AccountLink;
import dev.rollcall.directory.storage.KeptUser;
import dev.rollcall.directory.storage.OverlayStretch;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RetiredSubject;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredOverlay;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an export has of people beside their resources: own and further subjects, overlays, links, who was deleted, and what is
 * kept of those.
 */
final class PersonLines {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int ROWS = 500;
    /** Bytes of overlays that are in memory, beyond which a stretch of users ends. */
    private static final long OVERLAY_BYTES = 4L << 20;

    private final Storage storage;
    private final Connection connection;

    PersonLines(Storage storage, Connection connection) {
        this.storage = storage;
        this.connection = connection;
    }

    /** Takes a line. */
    @FunctionalInterface
    interface Out {
        void line(ObjectNode line) throws IOException;
    }

    /**
     * What is added to the lines of users.
     *
     * @param lines by their ids; whoever is gone by now is left out
     * @param users of how many of them, from the first one on
     */
    record Added(Map<String, ObjectNode> lines, int users) {}

    /** What is added to the lines of the first of these users. */
    Added of(List<String> users) {
        return read(session -> {
            OverlayStretch stretch = session.overlays().of(connection.id(), users, OVERLAY_BYTES);
            List<String> ids = users.subList(0, stretch.people());
            Map<String, List<String>> further = session.personCopies().furtherSubjects(connection.id(), ids);
            Map<String, StoredOverlay> overlays = stretch.overlays();
            Map<String, ObjectNode> lines = new HashMap<>();
            session.identities().subjects(connection.id(), ids).forEach((id, subject) -> {
                ObjectNode line = JsonNodeFactory.instance.objectNode().put("subject", subject);
                beside(line, further.getOrDefault(id, List.of()), Optional.ofNullable(overlays.get(id)));
                lines.put(id, line);
            });
            return new Added(lines, ids.size());
        });
    }

    private static ObjectNode overlay(StoredOverlay overlay) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("blocked", overlay.blocked());
        overlay.blockedUntil().ifPresent(until -> json.put("blocked_until", until.toString()));
        json.set("content", MAPPER.readTree(overlay.content()));
        return json;
    }

    /** Writes lines with the subjects of deleted people; how many those are. */
    long retired(Out out) throws IOException {
        long written = 0;
        String after = "";
        List<RetiredSubject> some;
        do {
            String last = after;
            some = read(session -> session.personCopies().retired(connection.id(), last, ROWS));
            if (!some.isEmpty()) {
                ObjectNode line = JsonNodeFactory.instance.objectNode().put("type", "retired");
                ArrayNode subjects = line.putArray("subjects");
                some.forEach(retired -> subjects.addObject().put("subject", retired.subject()).put("id", retired.id()));
                out.line(line);
                written += some.size();
                after = some.getLast().subject();
            }
        } while (some.size() == ROWS);
        return written;
    }

    /** Writes a line for each of the deleted people of whom something is kept; how many those are. */
    long kept(Out out) throws IOException {
        long written = 0;
        String after = "";
        List<KeptUser> some;
        do {
            String last = after;
            some = read(session -> session.personCopies().kept(connection.id(), last, ROWS));
            for (int done = 0; done < some.size();) {
                List<KeptUser> rest = some.subList(done, some.size());
                List<ObjectNode> lines = read(session -> kept(session, rest));
                for (ObjectNode line : lines) {
                    out.line(line);
                }
                done += lines.size();
            }
            written += some.size();
            after = some.isEmpty() ? after : some.getLast().id();
        } while (some.size() == ROWS);
        return written;
    }

    /** Of the first of them, as many as their overlays allow. */
    private List<ObjectNode> kept(ReadSession session, List<KeptUser> users) {
        List<String> ids = users.stream().map(KeptUser::id).toList();
        OverlayStretch stretch = session.overlays().of(connection.id(), ids, OVERLAY_BYTES);
        Map<String, List<String>> further = session.personCopies()
                .furtherSubjects(connection.id(), ids.subList(0, stretch.people()));
        return users.subList(0, stretch.people()).stream().map(user -> {
            ObjectNode line = JsonNodeFactory.instance.objectNode()
                    .put("type", "kept")
                    .put("id", user.id())
                    .put("attribute", user.subject().attribute())
                    .put("value", user.subject().value())
                    .put("subject", user.ownSubject())
                    .put("kept_until", user.until().toString());
            beside(line, further.getOrDefault(user.id(), List.of()),
                    Optional.ofNullable(stretch.overlays().get(user.id())));
            return line;
        }).toList();
    }

    private static void beside(ObjectNode line, List<String> identities, Optional<StoredOverlay> overlay) {
        if (!identities.isEmpty()) {
            identities.forEach(line.putArray("identities")::add);
        }
        overlay.ifPresent(found -> line.set("overlay", overlay(found)));
    }

    /** Writes a line for each link that an account of the connection has part in; how many those are. */
    long links(Out out) throws IOException {
        long written = 0;
        String after = "";
        List<AccountLink> some;
        do {
            String last = after;
            some = read(session -> session.personCopies().linked(connection.id(), last, ROWS));
            written += links(some, out);
            after = some.isEmpty() ? after : some.getLast().linked().id();
        } while (some.size() == ROWS);
        Optional<AccountLink> behind = Optional.empty();
        do {
            Optional<AccountLink> last = behind;
            some = read(session -> session.personCopies().linkedFromElsewhere(connection.id(), last, ROWS));
            written += links(some, out);
            behind = some.isEmpty() ? behind : Optional.of(some.getLast());
        } while (some.size() == ROWS);
        return written;
    }

    private long links(List<AccountLink> links, Out out) throws IOException {
        for (AccountLink link : links) {
            ObjectNode line = JsonNodeFactory.instance.objectNode().put("type", "link");
            line.set("account", account(link.linked()));
            line.set("primary", account(link.primary()));
            out.line(line.put("linked_at", link.linkedAt().toString()));
        }
        return links.size();
    }

    /** One of another connection with that one's id and name, by which an import finds it. */
    private ObjectNode account(PersonKey person) {
        ObjectNode account = JsonNodeFactory.instance.objectNode().put("id", person.id());
        ConnectionId other = person.connection();
        if (!other.equals(connection.id())) {
            account.put("connection_id", other.value());
            read(session -> session.connections().find(other))
                    .ifPresent(found -> account.put("connection", found.name()));
        }
        return account;
    }

    private <T> T read(java.util.function.Function<ReadSession, T> work) {
        return storage.read(Share.of(connection.id()), work);
    }
}
