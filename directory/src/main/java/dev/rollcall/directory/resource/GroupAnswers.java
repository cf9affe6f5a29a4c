package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlan;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides whether the PATCH of a group is answered with the group: as long as it has few members. Of a larger one at most one
 * member more than that is read, and none while it is known to be large.
 */
final class GroupAnswers {
    private final int limit;
    private final LargeGroups large;

    /**
     * @param limit how many members are answered at most; 0 for no answer at all
     * @param nanoTime a time that only goes forward
     */
    GroupAnswers(int limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.large = new LargeGroups(nanoTime);
    }

    /** Whether a group is expected to be answered, before it is known. */
    boolean expects() {
        return limit > 0;
    }

    /** Notes what a change did to a group. */
    void changed(StoredResource group, ChangePlan plan) {
        boolean fewer = plan.membershipChanges().stream().anyMatch(change -> !(change instanceof Change.MembersAdded));
        if (fewer) {
            large.forget(group);
        }
    }

    /** Whether it is known, without a look, that the group has too many. */
    boolean knowsTooMany(StoredResource group) {
        return limit == 0 || large.knows(group);
    }

    /** All members of the group; empty when there are too many. */
    Optional<List<ResolvedMember>> members(ReadSession session, StoredResource group) {
        List<ResolvedMember> members = session.members().of(group, Optional.empty(), limit + 1);
        if (members.size() > limit) {
            large.remember(group);
            return Optional.empty();
        }
        return Optional.of(members);
    }
}
