package dev.rollcall.outbound.sync;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.Person;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.schema.StandardSchemas;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rollcall's own people, of the connections that a stream takes: connection by connection in the order of their age, then by id.
 * Somebody who is made or deleted meanwhile is seen or not; the stream's own events make up for that.
 */
final class RollcallUsers implements SourceUsers {
    private static final String USER = StandardSchemas.user().name();
    private static final long PAGE_BYTES = 4 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Storage storage;
    private final PersonProfiles profiles;
    private final StreamFilter filter;
    private final Predicate<Person> belongs;
    private final Clock clock;

    /** @param belongs who is among them: not those whom the stream leaves out because they are linked to somebody */
    RollcallUsers(
            Storage storage, PersonProfiles profiles, StreamFilter filter, Predicate<Person> belongs, Clock clock) {
        this.storage = storage;
        this.profiles = profiles;
        this.filter = filter;
        this.belongs = belongs;
        this.clock = clock;
    }

    private record Read(List<Person> people, List<PersonSettings> settings, Optional<String> next) {}

    @Override
    public SourcePage page(String place, int limit) {
        Read read = storage.read(Share.OUTBOUND, session -> read(session, place, limit));
        List<SourceUser> users = new ArrayList<>();
        for (int i = 0; i < read.people.size(); i++) {
            Person person = read.people.get(i);
            if (belongs.test(person)) {
                users.add(user(person, read.settings.get(i)));
            }
        }
        return new SourcePage(users, read.next);
    }

    @Override
    public Optional<Boolean> isGone(String externalId) {
        return UserId.parse(externalId)
                .flatMap(id -> storage.read(Share.OUTBOUND, session -> session.connections()
                        .named(id.connection())
                        .filter(id::isOf)
                        .filter(connection -> filter.takes(connection.id()))
                        .map(connection -> session.identities()
                                .holder(connection.id(), id.subject())
                                .flatMap(holder -> profiles.find(session,
                                        new PersonKey(connection.id(), holder)))
                                .filter(belongs)
                                .isEmpty())));
    }

    /** The one of them with that {@code user_id}; empty when nobody is called so, or the stream does not take them. */
    Optional<SourceUser> find(String userId) {
        return UserId.parse(userId)
                .flatMap(id -> storage.read(Share.OUTBOUND, session -> session.connections()
                        .named(id.connection())
                        .filter(id::isOf)
                        .filter(connection -> filter.takes(connection.id()))
                        .flatMap(connection -> session.identities()
                                .holder(connection.id(), id.subject())
                                .flatMap(holder -> profiles.find(session, new PersonKey(connection.id(), holder)))
                                .filter(person -> person.userId().equals(id) && belongs.test(person))
                                .map(person -> user(person, profiles.inForce(session, person.connection()))))));
    }

    private SourceUser user(Person person, PersonSettings settings) {
        return new SourceUser(person.userId().toString(),
                Optional.of(SubjectKey.user(person.connection().id(), person.subject())), person.row().id(),
                PersonProfiles.of(person, settings, clock.instant()), SourceGroups.document(person.row()));
    }

    @Override
    public void close() {
        // There is nothing to let go of: each page is a read of its own.
    }

    private Read read(ReadSession session, String place, int limit) {
        List<Connection> connections = session.connections()
                .all()
                .stream()
                .filter(connection -> filter.takes(connection.id()))
                .toList();
        List<Person> people = new ArrayList<>();
        List<PersonSettings> settings = new ArrayList<>();
        SourcePlace at = SourcePlace.of(place);
        for (Connection connection : connections.stream().dropWhile(at::isBehind).toList()) {
            if (people.size() == limit) {
                return new Read(people, settings, Optional.of(SourcePlace.text(connection, "")));
            }
            ResourceStretch stretch = session.resources()
                    .list(new ResourceQuery(connection.id(), USER,
                            new Condition.All(), IndexColumn.ID, false, at.in(connection), 0, limit - people.size()),
                            PAGE_BYTES);
            List<Person> some = profiles.of(session, connection, stretch.resources());
            PersonSettings in = profiles.inForce(session, connection);
            some.forEach(person -> settings.add(in));
            people.addAll(some);
            if (!stretch.ended() && !stretch.resources().isEmpty()) {
                return new Read(people, settings,
                        Optional.of(SourcePlace.text(connection, stretch.resources().getLast().id())));
            }
        }
        return new Read(people, settings, Optional.empty());
    }
}
