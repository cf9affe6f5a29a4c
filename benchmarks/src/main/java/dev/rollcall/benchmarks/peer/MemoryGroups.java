package dev.rollcall.benchmarks.peer;

import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Groups in memory, as SCIM-SDK's own samples keep them. */
final class MemoryGroups extends ResourceHandler<Group> {
    private final Map<String, Group> byId = new ConcurrentHashMap<>();

    @Override
    public Group createResource(Group group, Context context) {
        String id = UUID.randomUUID().toString();
        group.setId(id);
        group.getMeta().ifPresent(meta -> {
            meta.setCreated(Instant.now());
            meta.setLastModified(Instant.now());
        });
        byId.put(id, group);
        return group;
    }

    @Override
    public @Nullable Group getResource(
            String id,
            List<SchemaAttribute> attributes,
            List<SchemaAttribute> excludedAttributes,
            Context context) {
        return byId.get(id);
    }

    @Override
    public PartialListResponse<Group> listResources(
            long startIndex,
            int count,
            FilterNode filter,
            SchemaAttribute sortBy,
            SortOrder sortOrder,
            List<SchemaAttribute> attributes,
            List<SchemaAttribute> excludedAttributes,
            Context context) {
        List<Group> all = new ArrayList<>(byId.values());
        return PartialListResponse.<Group>builder().resources(all).totalResults(all.size()).build();
    }

    @Override
    public Group updateResource(Group group, Context context) {
        if (byId.replace(group.getId().orElseThrow(), group) == null) {
            throw new ResourceNotFoundException("There is no group '" + group.getId().orElseThrow() + "'.");
        }
        group.getMeta().ifPresent(meta -> meta.setLastModified(Instant.now()));
        return group;
    }

    @Override
    public void deleteResource(String id, Context context) {
        if (byId.remove(id) == null) {
            throw new ResourceNotFoundException("There is no group '" + id + "'.");
        }
    }
}
