package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.ResourceKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Loads what answers hold beside the stored documents, for several resources at once: one statement for managers and one for
 * groups, unless they have very many groups.
 */
final class Computation {
    /** Which parts an answer or a filter needs; what is not needed is not loaded. */
    record Parts(boolean manager, boolean groups, boolean members) {
        /** Whether an answer needs nothing but the stored document. */
        boolean none() {
            return !manager && !groups && !members;
        }
    }

    /** Groups that several resources have together; one alone is answered with all that it has. */
    static final int GROUPS_AT_ONCE = 20_000;

    private final ReadSession session;
    private final ScimCall call;
    private final ConnectionId connection;

    Computation(ReadSession session, ScimCall call) {
        this.session = session;
        this.call = call;
        this.connection = call.connection();
    }

    /** The computed parts of one resource; without members, see {@link MemberPages}. */
    Computed of(StoredResource resource, Parts parts) {
        return of(List.of(resource), parts, Integer.MAX_VALUE).orElseThrow().getFirst();
    }

    /**
     * Gives each resource with its computed parts, in order, until the reader wants no more. As many are computed at a time
     * as have no more than {@value #GROUPS_AT_ONCE} groups together; without members.
     *
     * @param reader answers whether it wants another
     * @return whether the reader wanted all
     */
    boolean each(List<StoredResource> resources, Parts parts, BiPredicate<StoredResource, Computed> reader) {
        if (resources.isEmpty()) {
            return true;
        }
        Optional<List<Computed>> computed = resources.size() == 1
                ? Optional.of(List.of(of(resources.getFirst(), parts)))
                : of(resources, parts, GROUPS_AT_ONCE);
        if (computed.isEmpty()) {
            int half = resources.size() / 2;
            return each(resources.subList(0, half), parts, reader)
                    && each(resources.subList(half, resources.size()), parts, reader);
        }
        TimeSlice slice = new TimeSlice();
        for (int i = 0; i < resources.size(); i++) {
            if (!reader.test(resources.get(i), computed.get().get(i))) {
                return false;
            }
            slice.pause();
        }
        return true;
    }

    /** Empty when they have that many groups together or more. */
    private Optional<List<Computed>> of(List<StoredResource> resources, Parts parts, int groupLimit) {
        if (!parts.manager() && !parts.groups()) {
            return Optional.of(resources.stream().map(r -> Computed.NOTHING).toList());
        }
        Map<String, List<Reference>> groups = parts.groups()
                ? session.members().groupsOf(connection, ids(resources), groupLimit)
                : Map.of();
        if (groups.values().stream().mapToLong(List::size).sum() >= groupLimit) {
            return Optional.empty();
        }
        Map<String, String> managerIds = parts.manager() ? managerIds(resources) : Map.of();
        Set<String> wanted = new HashSet<>(managerIds.values());
        Map<String, Reference> managers = wanted.isEmpty()
                ? Map.of()
                : session.resources().references(connection, wanted);
        return Optional.of(resources.stream()
                .map(resource -> new Computed(
                        Optional.ofNullable(managerIds.get(resource.id()))
                                .flatMap(id -> Optional.ofNullable(managers.get(id)))
                                .filter(reference -> call.types()
                                        .find(reference.type())
                                        .filter(ResourceKind::hasManager)
                                        .isPresent()),
                        call.kind(resource).isDeclared()
                                ? List.of()
                                : groups.getOrDefault(resource.id(), List.of()),
                        List.of()))
                .toList());
    }

    private static List<String> ids(List<StoredResource> resources) {
        return resources.stream().map(StoredResource::id).toList();
    }

    private Map<String, String> managerIds(List<StoredResource> resources) {
        Map<String, String> ids = new HashMap<>();
        for (StoredResource resource : resources) {
            if (call.kind(resource).hasManager()) {
                Rendering.managerOf(resource).ifPresent(manager -> ids.put(resource.id(), manager));
            }
        }
        return ids;
    }
}
