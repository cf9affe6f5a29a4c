package dev.rollcall.outbound.scim;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.Person;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetQuirk;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The subjects of one stream, from the store. */
public final class StoredSubjects implements TargetSubjects {
    private static final String GROUP = "Group";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Storage storage;
    private final PersonProfiles profiles;
    private final Clock clock;
    private final StreamId stream;
    private final boolean keepLinked;

    /** Those of that stream. */
    public StoredSubjects(Storage storage, PersonProfiles profiles, Clock clock, EventStream stream) {
        this.storage = storage;
        this.profiles = profiles;
        this.clock = clock;
        this.stream = stream.id();
        this.keepLinked = stream.filter().keepLinked();
    }

    private record Read(
            Optional<UserId> userId, Optional<Person> person, Optional<PersonSettings> settings,
            Optional<RemoteRecord> remote, EventId to) {}

    @Override
    public UserNow user(SubjectKey subject) {
        ConnectionId connection = subject.connection().orElseThrow();
        Read read = storage.read(Share.OUTBOUND, session -> {
            Optional<Person> person = profiles.named(session, connection, subject.tail());
            return new Read(
                    session.connections().find(connection).map(owner -> UserId.of(owner, subject.tail())),
                    person,
                    person.map(found -> profiles.inForce(session, found.connection())),
                    session.remotes().find(stream, subject),
                    session.changes().reached());
        });
        // Outside the snapshot, because a mapping's expressions take their time.
        Optional<Shown> shown = read.person()
                .filter(person -> keepLinked || person.primary().isEmpty())
                .map(person -> new Shown(person.row().id(),
                        PersonProfiles.of(person, read.settings().orElseThrow(), clock.instant()),
                        document(person.row())));
        return new UserNow(read.userId().map(UserId::toString), shown, read.remote(), read.to());
    }

    @Override
    public GroupNow group(SubjectKey subject, int deltas) {
        ConnectionId connection = subject.connection().orElseThrow();
        return storage.read(Share.OUTBOUND, session -> {
            List<MemberDelta> read = session.remotes().deltas(stream, subject, deltas + 1);
            boolean more = read.size() > deltas;
            return new GroupNow(
                    GroupId.of(subject.tail()),
                    // What is left of a connection that is gone is gone for targets.
                    session.connections()
                            .find(connection)
                            .flatMap(_ -> session.resources().find(connection, GROUP, subject.tail()))
                            .map(StoredSubjects::shown),
                    session.remotes().find(stream, subject),
                    more ? read.subList(0, deltas) : read,
                    more,
                    session.changes().reached());
        });
    }

    @Override
    public Map<String, String> remoteIds(Collection<String> resourceIds) {
        return storage.read(Share.OUTBOUND, session -> session.remotes().remoteIds(stream, resourceIds));
    }

    @Override
    public List<String> members(SubjectKey group, int limit) {
        ConnectionId connection = group.connection().orElseThrow();
        return storage.read(Share.OUTBOUND, session -> session.resources()
                .find(connection, GROUP, group.tail())
                .map(row -> users(session, row, limit))
                .orElse(List.of()));
    }

    private List<String> users(ReadSession session, StoredResource group, int limit) {
        List<String> users = session.members()
                .of(group, Optional.empty(), limit)
                .stream()
                .filter(member -> member.target().filter(target -> target.type().equals("User")).isPresent())
                .map(ResolvedMember::member)
                .map(member -> member.value())
                .toList();
        if (keepLinked) {
            return users;
        }
        Map<String, PersonKey> linked = session.identities().primaries(group.connection(), users);
        return users.stream().filter(user -> !linked.containsKey(user)).toList();
    }

    @Override
    public List<TargetQuirk> quirks() {
        return storage.read(Share.OUTBOUND, session -> session.remotes().quirks(stream));
    }

    @Override
    public void learn(TargetQuirk quirk) {
        storage.write(Share.OUTBOUND, "quirks " + stream, session -> {
            session.remotes().learn(stream, quirk);
            return stream;
        });
    }

    private static Shown shown(StoredResource group) {
        ObjectNode scim = document(group);
        ObjectNode profile = JsonNodeFactory.instance.objectNode();
        profile.put("id", GroupId.of(group.id()));
        scim.path("displayName").stringValueOpt().ifPresent(name -> profile.put("name", name));
        scim.path("externalId").stringValueOpt().ifPresent(id -> profile.put("external_id", id));
        profile.put("type", "connection");
        profile.put("connection_id", group.connection().value());
        profile.put("created_at", group.created().toString());
        profile.put("updated_at", group.lastModified().toString());
        return new Shown(group.id(), profile, scim);
    }

    private static ObjectNode document(StoredResource row) {
        return (ObjectNode) JSON.readTree(row.document());
    }
}
