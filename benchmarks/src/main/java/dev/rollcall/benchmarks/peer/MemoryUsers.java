package dev.rollcall.benchmarks.peer;

import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.exceptions.ConflictException;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.resources.User;
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

/**
 * Users in memory, as SCIM-SDK's own samples keep them: a map by id, a map by name for uniqueness, and a list that hands
 * over every user for the SDK to filter, sort and cut.
 */
final class MemoryUsers extends ResourceHandler<User> {
    private final Map<String, User> byId = new ConcurrentHashMap<>();
    private final Map<String, User> byName = new ConcurrentHashMap<>();

    @Override
    public User createResource(User user, Context context) {
        String id = UUID.randomUUID().toString();
        user.setId(id);
        String name = user.getUserName().orElseThrow();
        if (byName.putIfAbsent(name, user) != null) {
            throw new ConflictException("A user named '" + name + "' exists.");
        }
        user.getMeta().ifPresent(meta -> {
            meta.setCreated(Instant.now());
            meta.setLastModified(Instant.now());
        });
        byId.put(id, user);
        return user;
    }

    @Override
    public @Nullable User getResource(
            String id,
            List<SchemaAttribute> attributes,
            List<SchemaAttribute> excludedAttributes,
            Context context) {
        return byId.get(id);
    }

    @Override
    public PartialListResponse<User> listResources(
            long startIndex,
            int count,
            FilterNode filter,
            SchemaAttribute sortBy,
            SortOrder sortOrder,
            List<SchemaAttribute> attributes,
            List<SchemaAttribute> excludedAttributes,
            Context context) {
        List<User> all = new ArrayList<>(byId.values());
        return PartialListResponse.<User>builder().resources(all).totalResults(all.size()).build();
    }

    @Override
    public User updateResource(User user, Context context) {
        String id = user.getId().orElseThrow();
        User old = byId.get(id);
        if (old == null) {
            throw new ResourceNotFoundException("There is no user '" + id + "'.");
        }
        byName.remove(old.getUserName().orElseThrow());
        byName.put(user.getUserName().orElseThrow(), user);
        byId.put(id, user);
        user.getMeta().ifPresent(meta -> meta.setLastModified(Instant.now()));
        return user;
    }

    @Override
    public void deleteResource(String id, Context context) {
        User user = byId.remove(id);
        if (user == null) {
            throw new ResourceNotFoundException("There is no user '" + id + "'.");
        }
        byName.remove(user.getUserName().orElseThrow());
    }
}
