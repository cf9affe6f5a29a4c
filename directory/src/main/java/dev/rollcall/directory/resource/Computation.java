package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.StoredResource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loads what answers hold beside the stored documents, for several resources at once: at most one statement for managers and
 * one for groups.
 */
final class Computation {
    /** Which parts an answer or a filter needs; what is not needed is not loaded. */
    record Parts(boolean manager, boolean groups, boolean members) {
        static final Parts NONE = new Parts(false, false, false);

        /** Whether an answer needs nothing but the stored document. */
        boolean none() {
            return !manager && !groups && !members;
        }
    }

    private final ReadSession session;
    private final ScimCall call;
    private final ConnectionId connection;

    Computation(ReadSession session, ScimCall call) {
        this.session = session;
        this.call = call;
        this.connection = call.connection();
    }

    /** The computed parts of one resource. */
    Computed of(StoredResource resource, Parts parts) {
        return of(List.of(resource), parts).getFirst();
    }

    /** The computed parts of each resource, in the same order; without members, see {@link MemberPages}. */
    List<Computed> of(List<StoredResource> resources, Parts parts) {
        if (!parts.manager() && !parts.groups()) {
            return resources.stream().map(r -> Computed.NOTHING).toList();
        }
        Map<String, String> managerIds = parts.manager() ? managerIds(resources) : Map.of();
        Set<String> wanted = new HashSet<>(managerIds.values());
        Map<String, Reference> managers = wanted.isEmpty() ? Map.of() : session.references(connection, wanted);
        Map<String, List<Reference>> groups = parts.groups()
                ? session.groupsOf(
                        connection, resources.stream().map(StoredResource::id).toList())
                : Map.of();
        return resources.stream()
                .map(resource -> new Computed(
                        Optional.ofNullable(managerIds.get(resource.id()))
                                .flatMap(id -> Optional.ofNullable(managers.get(id)))
                                .filter(reference -> call.types().named(reference.type()).hasManager()),
                        groups.getOrDefault(resource.id(), List.of()),
                        List.of()))
                .toList();
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
