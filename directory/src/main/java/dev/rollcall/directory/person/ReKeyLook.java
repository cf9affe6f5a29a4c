package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.json.ScimJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** What another user-id attribute means for users: by what a sign-in is to find each of them. */
final class ReKeyLook {
    private final ReadSession session;
    private final ConnectionId connection;
    private final UserIdAttribute from;
    private final UserIdAttribute to;

    ReKeyLook(ReadSession session, ConnectionId connection, UserIdAttribute from, UserIdAttribute to) {
        this.session = session;
        this.connection = connection;
        this.from = from;
        this.to = to;
    }

    /** What becomes of a user. */
    enum Outcome {
        /** Both attributes have the same value. */
        SAME,
        /** Sign-ins find the user by another value. */
        CHANGES,
        /** The value leads to somebody else too. */
        CLASHES,
        /** There is no value that a sign-in could bring, or the row cannot be read. */
        WITHOUT
    }

    /**
     * A user who was looked at.
     *
     * @param before the value by which sign-ins found the user
     * @param after the value by which they are to
     */
    record User(PersonKey account, Optional<String> before, Optional<String> after, Outcome outcome) {}

    /** Looks at users of the connection. */
    List<User> at(List<StoredResource> rows) {
        Map<String, Optional<String>> before = new HashMap<>();
        Map<String, Optional<String>> after = new HashMap<>();
        for (StoredResource row : rows) {
            Optional<ObjectNode> document = readable(row);
            before.put(row.id(), document.flatMap(from::subject));
            after.put(row.id(), document.flatMap(to::subject));
        }
        Set<String> values = Set.copyOf(after.values().stream().flatMap(Optional::stream).toList());
        Map<String, String> known = session.identities().signedInAs(connection, values);
        Set<String> shared = to == UserIdAttribute.EXTERNAL_ID
                ? session.identities().sharedExternalIds(connection, values)
                : Set.of();
        return rows.stream().map(row -> {
            Optional<String> old = before.getOrDefault(row.id(), Optional.empty());
            Optional<String> next = after.getOrDefault(row.id(), Optional.empty());
            Outcome outcome = next.map(value -> shared.contains(value) || isAnothers(known, value, row)
                    ? Outcome.CLASHES
                    : old.equals(next) ? Outcome.SAME : Outcome.CHANGES).orElse(Outcome.WITHOUT);
            return new User(new PersonKey(connection, row.id()), old, next, outcome);
        }).toList();
    }

    /** Whether sign-ins find somebody else by that value, and not only by what that one is about to lose. */
    private boolean isAnothers(Map<String, String> known, String value, StoredResource row) {
        return Optional.ofNullable(known.get(value))
                .filter(holder -> !holder.equals(row.id()))
                .flatMap(holder -> session.resources().find(connection, PersonReader.USER, holder))
                .filter(holder -> !readable(holder).flatMap(from::subject).equals(Optional.of(value)))
                .isPresent();
    }

    /** Whoever has a row that cannot be read has no value, and keeps nobody else waiting. */
    private static Optional<ObjectNode> readable(StoredResource row) {
        try {
            return ScimJson.tree(row.document()) instanceof ObjectNode document
                    ? Optional.of(document)
                    : Optional.empty();
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }
}
