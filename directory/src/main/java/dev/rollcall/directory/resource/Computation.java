package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loads what answers hold beside the stored documents, for a whole page at once: at most one statement for managers, one
 * for groups, and one a group for members.
 */
final class Computation {
    /** Which parts an answer or a filter needs; what is not needed is not loaded. */
    record Parts(boolean manager, boolean groups, boolean members) {
        static final Parts NONE = new Parts(false, false, false);

        boolean none() {
            return !manager && !groups && !members;
        }
    }

    private final ReadSession session;
    private final ConnectionId connection;
    private final int memberLimit;

    Computation(ReadSession session, ConnectionId connection, int memberLimit) {
        this.session = session;
        this.connection = connection;
        this.memberLimit = memberLimit;
    }

    /** The computed parts of one resource. */
    Computed of(StoredResource resource, Parts parts) {
        return of(List.of(resource), parts).getFirst();
    }

    /** The computed parts of each resource, in the same order. */
    List<Computed> of(List<StoredResource> resources, Parts parts) {
        if (parts.none()) {
            return resources.stream().map(r -> Computed.NOTHING).toList();
        }
        Map<String, String> managerIds = parts.manager() ? managerIds(resources) : Map.of();
        Set<String> wanted = new HashSet<>(managerIds.values());
        Map<String, Reference> managers = wanted.isEmpty() ? Map.of() : session.references(connection, wanted);
        Map<String, List<Reference>> groups = parts.groups()
                ? session.groupsOf(
                        connection, resources.stream().map(StoredResource::id).toList())
                : Map.of();
        List<Computed> computed = new ArrayList<>(resources.size());
        int membersLeft = memberLimit;
        for (StoredResource resource : resources) {
            List<ResolvedMember> members = parts.members() && resource.type().equals("Group")
                    ? members(resource, resources.size() == 1 ? Integer.MAX_VALUE : membersLeft)
                    : List.of();
            membersLeft -= members.size();
            computed.add(new Computed(
                    Optional.ofNullable(managerIds.get(resource.id()))
                            .flatMap(id -> Optional.ofNullable(managers.get(id)))
                            .filter(reference -> reference.type().equals("User")),
                    groups.getOrDefault(resource.id(), List.of()),
                    members));
        }
        return computed;
    }

    private static Map<String, String> managerIds(List<StoredResource> resources) {
        Map<String, String> ids = new HashMap<>();
        for (StoredResource resource : resources) {
            Rendering.managerOf(resource).ifPresent(manager -> ids.put(resource.id(), manager));
        }
        return ids;
    }

    private List<ResolvedMember> members(StoredResource group, int limit) {
        List<ResolvedMember> members = new ArrayList<>();
        session.members(group, member -> {
            if (members.size() >= limit) {
                throw ScimException.of(
                        ScimType.TOO_MANY,
                        "The groups of this page have more than " + memberLimit
                                + " members in all (limits.list-members). Ask with excludedAttributes=members, or for"
                                + " fewer groups with count.");
            }
            members.add(member);
        });
        return members;
    }
}
