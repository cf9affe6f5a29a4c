package dev.rollcall.outbound.scim;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.Person;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.rendering.RecordedConnections;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
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
    private final EventSource events;
    private final RecordedConnections connections = new RecordedConnections();
    private final StreamId stream;
    private final boolean keepLinked;
    private final StoredMembers members;

    /** Those of that stream. */
    public StoredSubjects(Storage storage, PersonProfiles profiles, Clock clock, EventStream stream) {
        this.storage = storage;
        this.profiles = profiles;
        this.clock = clock;
        this.events = new EventSource(storage, new EventRenderer(profiles));
        this.stream = stream.id();
        this.keepLinked = stream.filter().keepLinked();
        this.members = new StoredMembers(storage, this.stream, keepLinked);
    }

    private record Read(
            Optional<Person> person, Optional<PersonSettings> settings,
            Optional<RemoteRecord> remote, EventId to) {}

    @Override
    public UserNow user(SubjectKey subject) {
        ConnectionId connection = subject.connection().orElseThrow();
        Read read = storage.read(Share.OUTBOUND, session -> {
            Optional<Person> person = profiles.named(session, connection, subject.tail());
            return new Read(
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
        return new UserNow(shown, read.remote(), read.to());
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
    public Optional<ObjectNode> last(SubjectKey subject, EventId event) {
        return events.look(Share.OUTBOUND, event)
                .event()
                .filter(seen -> seen.type() == (subject.isUser() ? EventType.USER_DELETED : EventType.GROUP_DELETED))
                .map(RenderedEvent::object)
                .or(() -> subject.isUser()
                        ? userId(subject).map(id -> JsonNodeFactory.instance.objectNode().put("user_id", id))
                        : Optional.of(JsonNodeFactory.instance.objectNode().put("id", GroupId.of(subject.tail()))));
    }

    private Optional<String> userId(SubjectKey subject) {
        return storage.read(Share.OUTBOUND,
                session -> connections.find(session, subject.connection().orElseThrow())
                        .map(owner -> UserId.of(owner, subject.tail()).toString()));
    }

    @Override
    public Map<String, String> remoteIds(Collection<String> resourceIds) {
        return storage.read(Share.OUTBOUND, session -> session.remotes().remoteIds(stream, resourceIds));
    }

    @Override
    public Map<String, String> formerIds(SubjectKey group, Collection<String> memberIds, boolean deletedToo) {
        return members.formerIds(group, memberIds, deletedToo);
    }

    @Override
    public List<String> members(SubjectKey group, int limit) {
        return members.of(group, limit);
    }

    @Override
    public boolean isAnothers(SubjectKey subject, String remoteId) {
        return storage.read(Share.OUTBOUND, session -> session.remotes()
                .others(stream, subject, remoteId)
                .stream()
                .anyMatch(other -> isThere(session, other.subject())));
    }

    @Override
    public boolean isOfGone(SubjectKey subject, String remoteId) {
        return storage.read(Share.OUTBOUND, session -> {
            List<RemoteRecord> others = session.remotes().others(stream, subject, remoteId);
            return !others.isEmpty() && others.stream().noneMatch(other -> isThere(session, other.subject()));
        });
    }

    @Override
    public Claim claim(RemoteRecord found, boolean shown) {
        String id = found.remoteId().orElseThrow();
        boolean alone = shown
                && storage.read(Share.OUTBOUND,
                        session -> session.remotes().others(stream, found.subject(), id)).isEmpty();
        return alone
                ? Claim.OURS
                : storage.write(Share.OUTBOUND, "remote " + stream + " " + id, session -> claim(session, found, shown));
    }

    private Claim claim(WriteSession session, RemoteRecord found, boolean shown) {
        String id = found.remoteId().orElseThrow();
        session.remotes().hold(stream, id);
        List<RemoteRecord> others = session.remotes().others(stream, found.subject(), id);
        if (!shown && others.stream().anyMatch(other -> isThere(session, other.subject()))) {
            return Claim.ANOTHERS;
        }
        for (RemoteRecord other : others) {
            if (isThere(session, other.subject())) {
                // It was never theirs, so that the next update has to make them one.
                session.remotes()
                        .replace(new RemoteRecord(stream, other.subject(), other.resourceId(), Optional.empty(),
                                Optional.empty(), Optional.empty(), Optional.empty(), EventId.BEGINNING, true, false,
                                found.updatedAt()));
            } else {
                session.remotes().leave(stream, other.subject(), found.updatedAt());
            }
        }
        session.remotes().replace(found);
        return others.isEmpty() ? Claim.OURS : Claim.TAKEN_OVER;
    }

    /** Whether the target is to have that one. */
    private boolean isThere(ReadSession session, SubjectKey subject) {
        ConnectionId connection = subject.connection().orElseThrow();
        return subject.isUser()
                ? profiles.named(session, connection, subject.tail())
                        .filter(person -> keepLinked || person.primary().isEmpty())
                        .isPresent()
                : session.connections()
                        .find(connection)
                        .flatMap(_ -> session.resources().find(connection, GROUP, subject.tail()))
                        .isPresent();
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

    @Override
    public void unlearn(String quirk) {
        storage.write(Share.OUTBOUND, "quirks " + stream, session -> session.remotes().unlearn(stream, quirk));
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
