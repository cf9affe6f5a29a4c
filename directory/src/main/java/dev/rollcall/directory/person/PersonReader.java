package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.OverlayStretch;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads people in one snapshot; what is beside their rows is read for all of a page at once. */
final class PersonReader {
    static final String USER = StandardSchemas.user().name();

    /** Accounts that are shown with one person, and with a page of people for each of them. */
    static final int LINKED = 20;

    private final ReadSession session;
    private final PersonSettings.Source settings;
    private final Map<ConnectionId, Optional<Connection>> connections = new HashMap<>();
    private long room;

    /** @param settings by which linked accounts are shown, each by those of its own connection */
    PersonReader(ReadSession session, PersonSettings.Source settings) {
        this(session, settings, Long.MAX_VALUE);
    }

    /** @param overlayBytes bytes of overlays that are read at most; the last person is the one whose overlay reaches them */
    PersonReader(ReadSession session, PersonSettings.Source settings, long overlayBytes) {
        this.session = session;
        this.settings = settings;
        this.room = overlayBytes;
    }

    /** The person of that user id. */
    Optional<Person> find(UserId userId) {
        return session.connections()
                .named(userId.connection())
                .filter(userId::isOf)
                .flatMap(connection -> session.identities()
                        .holder(connection.id(), userId.subject())
                        .flatMap(id -> find(connection, id)));
    }

    /** The person with that SCIM id. */
    Optional<Person> find(Connection connection, String id) {
        return session.resources()
                .find(connection.id(), USER, id)
                .map(row -> people(connection, List.of(row)).getFirst());
    }

    /** The person with that account. */
    Optional<Person> find(PersonKey account) {
        return connection(account.connection()).flatMap(connection -> find(connection, account.id()));
    }

    /**
     * The people whose rows these are, all of that connection, in the same order; when the bytes of overlays are reached, the
     * first of them only, and nobody when they were reached before.
     */
    List<Person> people(Connection connection, List<StoredResource> all) {
        OverlayStretch stretch = session.overlays()
                .of(connection.id(), all.stream().map(StoredResource::id).toList(), room);
        room -= stretch.bytes();
        List<StoredResource> rows = all.subList(0, stretch.people());
        List<String> ids = rows.stream().map(StoredResource::id).toList();
        Map<String, String> subjects = session.identities().subjects(connection.id(), ids);
        Map<String, StoredOverlay> overlays = stretch.overlays();
        Map<String, List<PersonKey>> linked = session.identities()
                .linked(connection.id(), ids, LINKED * Math.max(1, ids.size()));
        Map<String, PersonKey> primaries = session.identities().primaries(connection.id(), ids);
        Map<PersonKey, String> further = subjects(Stream.concat(
                linked.values().stream().flatMap(List::stream), primaries.values().stream()).toList());
        List<Person> people = new ArrayList<>(rows.size());
        for (StoredResource row : rows) {
            String id = row.id();
            people.add(new Person(
                    connection,
                    row,
                    subjects.getOrDefault(id, id),
                    Overlay.of(Optional.ofNullable(overlays.get(id))),
                    linked(linked.getOrDefault(id, List.of()), further),
                    Optional.ofNullable(primaries.get(id)).flatMap(primary -> userId(primary, further))));
        }
        return people;
    }

    private List<Person.Linked> linked(List<PersonKey> accounts, Map<PersonKey, String> subjects) {
        List<Person.Linked> linked = new ArrayList<>();
        for (PersonKey account : accounts) {
            Optional<Connection> connection = connection(account.connection());
            Optional<StoredResource> row = session.resources().find(account.connection(), USER, account.id());
            if (connection.isPresent() && row.isPresent()) {
                linked.add(new Person.Linked(
                        connection.get(), subjects.getOrDefault(account, account.id()), row.get(),
                        settings.of(session, connection.get()).mapping()));
            }
        }
        return linked;
    }

    /** What the product calls the person with that account. */
    Optional<UserId> userId(PersonKey account) {
        return userId(account, subjects(List.of(account)));
    }

    private Optional<UserId> userId(PersonKey account, Map<PersonKey, String> subjects) {
        return connection(account.connection())
                .map(connection -> UserId.of(connection, subjects.getOrDefault(account, account.id())));
    }

    /** The tails of the user ids of these accounts; one question for each of their connections. */
    private Map<PersonKey, String> subjects(List<PersonKey> accounts) {
        Map<ConnectionId, List<String>> ids = new HashMap<>();
        accounts.forEach(
                account -> ids.computeIfAbsent(account.connection(), _ -> new ArrayList<>()).add(account.id()));
        Map<PersonKey, String> subjects = new HashMap<>();
        ids.forEach((connection, of) -> session.identities()
                .subjects(connection, of)
                .forEach((id, subject) -> subjects.put(new PersonKey(connection, id), subject)));
        return subjects;
    }

    private Optional<Connection> connection(ConnectionId id) {
        return connections.computeIfAbsent(id, session.connections()::find);
    }
}
