package dev.rollcall.outbound.scim;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.stream.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is in a group, and by which ids those may be in it at one stream's target who are not there any more. */
final class StoredMembers {
    private static final String GROUP = "Group";

    private final Storage storage;
    private final StreamId stream;
    private final boolean keepLinked;

    /** @param keepLinked whether the target has linked accounts as well */
    StoredMembers(Storage storage, StreamId stream, boolean keepLinked) {
        this.storage = storage;
        this.stream = stream;
        this.keepLinked = keepLinked;
    }

    /** The SCIM ids of a group's users, at most so many. */
    List<String> of(SubjectKey group, int limit) {
        return storage.read(Share.OUTBOUND, session -> find(session, group)
                .map(row -> users(session, row, limit))
                .orElse(List.of()));
    }

    /** As {@link TargetSubjects#formerIds}. */
    Map<String, String> formerIds(SubjectKey group, Collection<String> memberIds, boolean deletedToo) {
        return storage.read(Share.OUTBOUND, session -> {
            Map<String, String> former = new HashMap<>(session.remotes().formerIds(stream, memberIds));
            Map<String, Set<String>> holders = session.remotes().holders(stream, former.values());
            if (!deletedToo) {
                former.values().retainAll(holders.keySet());
            }
            if (!holders.isEmpty()) {
                Set<String> members = which(session, group, holders);
                former.values().removeIf(id -> !Collections.disjoint(members, holders.getOrDefault(id, Set.of())));
            }
            return former;
        });
    }

    /** Which of those who have some ids at the target are members of a group here. */
    private static Set<String> which(ReadSession session, SubjectKey group, Map<String, Set<String>> holders) {
        List<String> resources = holders.values().stream().flatMap(Set::stream).distinct().toList();
        return find(session, group)
                .map(row -> session.members().which(row, resources))
                .orElse(List.of())
                .stream()
                .map(Member::value)
                .collect(Collectors.toSet());
    }

    private static Optional<StoredResource> find(ReadSession session, SubjectKey group) {
        ConnectionId connection = group.connection().orElseThrow();
        return session.resources().find(connection, GROUP, group.tail());
    }

    /** A stretch of rows has fewer users than rows, so that it takes several until there are as many. */
    private List<String> users(ReadSession session, StoredResource group, int limit) {
        List<String> users = new ArrayList<>();
        Optional<String> after = Optional.empty();
        while (users.size() < limit) {
            List<ResolvedMember> stretch = session.members().of(group, after, limit);
            users.addAll(users(session, group, stretch));
            if (stretch.size() < limit) {
                break;
            }
            after = Optional.of(stretch.getLast().member().value());
        }
        return List.copyOf(users.subList(0, Math.min(limit, users.size())));
    }

    private List<String> users(ReadSession session, StoredResource group, List<ResolvedMember> stretch) {
        List<String> users = stretch.stream()
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
}
