package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.Share;
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
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Deletes resources for good, with their memberships in other groups and the events of those groups.
 *
 * <p>Guarantees: after the answer no request sees the resource or its memberships. The resource goes first and leaves a
 * tombstone that hides its memberships; each group is then left in a write of that group's own lane, so that the changes
 * of one group are recorded in the order of its versions. What a deletion could not finish, because there are many groups
 * or the process ended, {@link #finish} does.
 */
public final class Deletion {
    /** Groups that the deletion itself leaves before it is answered; more are left beside it. */
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
        Optional<Tombstone> left = storage.write(Share.of(call.connection()), id, session -> {
            StoredResource row = ResourceWriter.require(session, call, type, id);
            precondition.require(row);
            boolean isMember = !session.groupIdsOf(row.connection(), id, 1).isEmpty();
            session.deleteResource(row, isMember);
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
            return isMember ? Optional.of(new Tombstone(row.connection(), type.name(), id)) : Optional.empty();
        });
        call.trace().committed();
        left.ifPresent(tombstone -> leaveGroups(tombstone, GROUPS_AT_ONCE));
    }

    /** Takes a deleted resource out of some groups. @return whether there may be more to do at once */
    public boolean finish() {
        List<Tombstone> tombstones = storage.read(Share.HOUSE, session -> session.tombstones(1));
        if (tombstones.isEmpty()) {
            return false;
        }
        leaveGroups(tombstones.getFirst(), GROUPS_AT_ONCE);
        return true;
    }

    /** Takes a deleted member out of so many groups at most, and the tombstone away when there are no more. */
    private void leaveGroups(Tombstone deleted, int atMost) {
        List<String> groups = storage.read(Share.of(deleted.connection()),
                session -> session.groupIdsOf(deleted.connection(), deleted.id(), atMost + 1));
        for (String group : groups.subList(0, Math.min(atMost, groups.size()))) {
            storage.write(Share.of(deleted.connection()), group,
                    session -> leave(session, deleted.connection(), group, deleted.id()));
        }
        if (groups.size() <= atMost) {
            storage.write(Share.of(deleted.connection()), deleted.id(), session -> {
                session.clearTombstone(deleted);
                return deleted;
            });
        }
    }

    /** @return whether the member was still in the group; another writer may have taken it out or deleted the group */
    private boolean leave(WriteSession session, ConnectionId connection, String groupId, String member) {
        Optional<StoredResource> found = session.resource(connection, "Group", groupId);
        if (found.isEmpty()) {
            return false;
        }
        StoredResource group = found.get();
        if (session.removeMembers(connection, groupId, group.membership(), List.of(member)).isEmpty()) {
            return false;
        }
        Instant at = now().isBefore(group.lastModified()) ? group.lastModified() : now();
        long version = session.touchGroup(connection, groupId, group.membership(), at);
        String plan = ChangePlanJson.write(new ChangePlan(
                List.of(new Change.MembersRemoved(List.of(member))), JsonNodeFactory.instance.objectNode()));
        session.appendChange(new ChangeRecord(
                connection, ids.next(), 0, true, "Group", groupId, "updated", version, at, plan));
        return true;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
