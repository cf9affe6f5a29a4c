package dev.rollcall.console.log;

import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom requests are about: named by an id, which also finds those of whoever is gone, or by userName, e-mail address or user_id.
 *
 * @param connection whose resource it is, where that is known
 * @param id in SCIM
 */
record LogSubject(Optional<ConnectionId> connection, String id) {
    private static final Pattern SCIM_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    /** People of one name that are looked at, over all connections. */
    private static final int MOST = 100;

    /**
     * Who is named so.
     *
     * @param within the connection whose people are looked at; empty for all of them
     * @throws ManagementFailure 400 when nobody is, or several are, or whoever asks may not see users
     */
    static LogSubject of(ConsoleServices services, ConsoleRequest request, Optional<ConnectionId> within, String name) {
        if (SCIM_ID.matcher(name).matches()) {
            return new LogSubject(within, name);
        }
        Optional<String> group = GroupId.scimId(name);
        if (group.isPresent()) {
            return new LogSubject(within, group.get());
        }
        if (!request.frame().may(ManagementScope.READ_USERS)) {
            throw ManagementFailure
                    .query("Name a user or a group by the SCIM id. To find somebody by the userName or the e-mail"
                            + " address, sign in as a client that has read:users.");
        }
        List<PersonKey> found = services.storage()
                .read(request.share(), session -> UserId.parse(name)
                        .map(userId -> byUserId(session, userId))
                        .orElseGet(() -> byName(session, IndexText.cut(Folding.fold(name)))))
                .stream()
                .filter(person -> within.filter(id -> !id.equals(person.connection())).isEmpty())
                .distinct()
                .toList();
        if (found.isEmpty()) {
            throw ManagementFailure
                    .query("Nobody here has the userName, the e-mail address or the user_id " + Excerpt.of(name)
                            + ". Requests about whoever is gone are found by the SCIM id.");
        }
        if (found.size() > 1) {
            throw ManagementFailure.query("Several have the userName or the e-mail address " + Excerpt.of(name)
                    + ". Name their connection as well, or the SCIM id of one.");
        }
        return new LogSubject(Optional.of(found.getFirst().connection()), found.getFirst().id());
    }

    private static List<PersonKey> byUserId(ReadSession session, UserId userId) {
        Optional<Connection> connection = session.connections().named(userId.connection()).filter(userId::isOf);
        return connection.flatMap(known -> session.identities()
                .holder(known.id(), userId.subject())
                .map(id -> new PersonKey(known.id(), id)))
                .stream()
                .toList();
    }

    private static List<PersonKey> byName(ReadSession session, String folded) {
        return Stream.concat(session.identities().withUserName(folded, MOST).stream(),
                session.identities().withEmail(folded, MOST).stream()).toList();
    }
}
