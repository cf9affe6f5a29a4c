package dev.rollcall.outbound.sync;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which members a group of the target lacks and which it has too many. Only members that are or were ours are taken away; a member of the
 * group here that the target will never have, because nothing of it is sent there, does not count.
 */
final class MemberDifferences {
    /** The most members of a group at the target that are looked at, for memory: about 200 MB. */
    static final int MOST_MEMBERS = 1_000_000;
    /** Rows that say who is going to be created. */
    static final String PLANNED = "planned";

    private static final int STRETCH = 1_000;
    private static final String GROUP = "Group";

    private final Storage storage;
    private final StreamId stream;

    MemberDifferences(Storage storage, StreamId stream) {
        this.storage = storage;
        this.stream = stream;
    }

    /** One difference. @param waits whether the member is not at the target yet */
    record Difference(String memberId, boolean added, boolean waits) {}

    /**
     * Goes through a group's differences.
     *
     * @param remoteId the group at the target; empty when it is not there
     * @return how many members the group has here that the target can have
     */
    long walk(ReadSession session, StoredResource group, Optional<String> remoteId, Consumer<Difference> each) {
        Set<String> there = new HashSet<>();
        remoteId.ifPresent(id -> session.syncs()
                .byMatchKey(stream, Inventory.MEMBER, id, MOST_MEMBERS)
                .forEach(row -> there.add(row.remoteId().substring(id.length() + 1))));
        long members = 0;
        Optional<String> after = Optional.empty();
        while (true) {
            List<ResolvedMember> some = session.members().of(group, after, STRETCH);
            members += stretch(session, some, there, each);
            if (some.size() < STRETCH) {
                break;
            }
            after = Optional.of(some.getLast().member().value());
        }
        there.forEach(id -> owner(session, id).ifPresent(local -> each.accept(new Difference(local, false, false))));
        return members;
    }

    private long stretch(ReadSession session, List<ResolvedMember> some, Set<String> there, Consumer<Difference> each) {
        List<String> ids = some.stream()
                .filter(member -> member.target().isPresent())
                .map(member -> member.member().value())
                .toList();
        Map<String, String> remotes = new HashMap<>(session.remotes().remoteIds(stream, ids));
        long counted = 0;
        for (String id : ids) {
            Optional<String> remote = Optional.ofNullable(remotes.get(id)).or(() -> taken(session, id));
            if (remote.isPresent()) {
                counted++;
                if (!there.remove(remote.get())) {
                    each.accept(new Difference(id, true, false));
                }
            } else if (session.syncs().byRemoteId(stream, PLANNED, id).isPresent()) {
                counted++;
                each.accept(new Difference(id, true, true));
            }
        }
        return counted;
    }

    private Optional<String> taken(ReadSession session, String localId) {
        return session.syncs()
                .byMatchKey(stream, UserMatch.TAKEN, localId, 1)
                .stream()
                .findFirst()
                .map(SyncSeen::remoteId);
    }

    private Optional<String> owner(ReadSession session, String remoteId) {
        return session.syncs()
                .byRemoteId(stream, UserMatch.TAKEN, remoteId)
                .map(SyncSeen::matchKey)
                .or(() -> formerOwner(session, remoteId));
    }

    /** Who was deleted there may have been left in the group. Who is there, also under another id, is not whom that one names. */
    private Optional<String> formerOwner(ReadSession session, String remoteId) {
        return Optional.ofNullable(session.remotes().formerHolders(stream, List.of(remoteId)).get(remoteId))
                .filter(_ -> session.syncs().byRemoteId(stream, Inventory.USER, remoteId).isEmpty())
                .filter(_ -> session.syncs().byRemoteId(stream, Inventory.GROUP, remoteId).isEmpty())
                .filter(id -> session.remotes().remoteIds(stream, List.of(id)).isEmpty());
    }

    /** Stores a group's differences as deltas of that event, a stretch in each write. */
    void add(SubjectKey subject, ObjectNode detail, EventId event) {
        List<MemberDelta> deltas = storage.read(Share.OUTBOUND, session -> {
            List<MemberDelta> found = new ArrayList<>();
            Optional<String> remoteId = session.remotes()
                    .find(stream, subject)
                    .flatMap(remote -> remote.remoteId())
                    .or(() -> Optional.of(detail.path("remote_id").asString("")).filter(id -> !id.isEmpty()));
            session.resources()
                    .find(subject.connection().orElseThrow(), GROUP, subject.tail())
                    .ifPresent(group -> walk(session, group, remoteId, difference -> found.add(new MemberDelta(
                            subject, difference.memberId(), difference.added(), event, difference.waits()))));
            return found;
        });
        for (int from = 0; from < deltas.size(); from += STRETCH) {
            List<MemberDelta> some = deltas.subList(from, Math.min(deltas.size(), from + STRETCH));
            int added = storage.write(Share.OUTBOUND, "sync " + stream,
                    session -> session.remotes().addDeltas(stream, some));
            assert added <= some.size() : added;
        }
    }
}
