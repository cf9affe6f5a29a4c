package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.ChangePlanJson;
import dev.rollcall.scim.patch.ResourcePlans;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Deletes resources for good, with their memberships in other groups and the events of those groups.
 *
 * <p>Guarantees: after the answer no request sees the resource or its memberships. Memberships in many groups are taken
 * away in chunks by {@link #finish} behind a tombstone, also after a restart, so that no other writer waits.
 */
public final class Deletion {
    /** Groups that one transaction takes a member out of. */
    static final int GROUPS_AT_ONCE = 200;

    private static final int NO_CONTENT = 204;

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final ResourceLimits limits;

    public Deletion(Storage storage, Clock clock, IdSource ids, ResourceLimits limits) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
    }

    void delete(ScimCall call, ResourceType type, String id, Precondition precondition) {
        Commit commit = new Commit(call.trace(), ids.next(), limits.memberChunk());
        storage.write(id, session -> {
            StoredResource row = ResourceWriter.require(session, call, type, id);
            precondition.require(row);
            List<String> groups = session.groupIdsOf(row.connection(), id, GROUPS_AT_ONCE + 1);
            boolean many = groups.size() > GROUPS_AT_ONCE;
            session.deleteResource(row, many);
            if (!many) {
                leave(session, row.connection(), id, groups);
            }
            ChangePlan plan = ResourcePlans.deletion(StoredJson.read(row.document()));
            StoredResource after = new StoredResource(
                    row.connection(),
                    row.type(),
                    id,
                    row.version() + 1,
                    row.created(),
                    now(),
                    row.membership(),
                    row.document());
            commit.write(session, after, "deleted", plan, MembershipDifference.none(), NO_CONTENT);
            return id;
        });
        call.trace().committed();
    }

    /** Takes one chunk of memberships of deleted resources away. @return whether there may be more to do at once */
    public boolean finish() {
        List<Tombstone> tombstones = storage.read(session -> session.tombstones(1));
        if (tombstones.isEmpty()) {
            return false;
        }
        Tombstone tombstone = tombstones.getFirst();
        return storage.write(tombstone.id(), session -> {
            List<String> groups = session.groupIdsOf(tombstone.connection(), tombstone.id(), GROUPS_AT_ONCE);
            if (groups.isEmpty()) {
                session.clearTombstone(tombstone);
            } else {
                leave(session, tombstone.connection(), tombstone.id(), groups);
            }
            return true;
        });
    }

    /** Takes the member out of these groups; the group rows are written last, in the order of their ids. */
    private void leave(WriteSession session, ConnectionId connection, String member, List<String> groupIds) {
        List<StoredResource> groups = groupIds.stream()
                .map(groupId -> session.resource(connection, "Group", groupId))
                .flatMap(Optional::stream)
                .toList();
        List<StoredResource> left = new ArrayList<>(groups.size());
        for (StoredResource group : groups) {
            // Another writer may have taken the member out since the groups were looked up.
            if (!session.removeMembers(connection, group.id(), group.membership(), List.of(member)).isEmpty()) {
                left.add(group);
            }
        }
        String plan = ChangePlanJson.write(new ChangePlan(
                List.of(new Change.MembersRemoved(List.of(member))), JsonNodeFactory.instance.objectNode()));
        Instant now = now();
        for (StoredResource group : left) {
            Instant at = now.isBefore(group.lastModified()) ? group.lastModified() : now;
            long version = session.touchGroup(connection, group.id(), group.membership(), at);
            session.appendChange(new ChangeRecord(
                    connection, ids.next(), 0, true, "Group", group.id(), "updated", version, at, plan));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
