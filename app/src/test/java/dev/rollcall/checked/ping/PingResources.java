package dev.rollcall.checked.ping;

import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.messages.PatchRequest;
import com.unboundid.scim2.common.types.Meta;
import com.unboundid.scim2.server.utils.ResourcePreparer;
import com.unboundid.scim2.server.utils.ResourceTypeDefinition;
import com.unboundid.scim2.server.utils.SchemaChecker;
import com.unboundid.scim2.server.utils.SimpleSearchResults;
import jakarta.ws.rs.core.UriInfo;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Resources of one type in memory; everything that SCIM asks for is left to the SDK. */
final class PingResources {
    private final ResourceTypeDefinition type;
    private final Map<String, GenericScimResource> byId = new ConcurrentHashMap<>();

    PingResources(Class<?> endpoint) {
        this.type = ResourceTypeDefinition.fromJaxRsResource(endpoint);
    }

    SimpleSearchResults<GenericScimResource> search(UriInfo uri) throws ScimException {
        SimpleSearchResults<GenericScimResource> results = new SimpleSearchResults<>(type, uri);
        for (GenericScimResource resource : byId.values()) {
            results.add(copy(resource));
        }
        return results;
    }

    GenericScimResource get(String id, UriInfo uri) throws ScimException {
        return new ResourcePreparer<GenericScimResource>(type, uri).trimRetrievedResource(located(find(id), uri));
    }

    GenericScimResource create(GenericScimResource body, UriInfo uri) throws ScimException {
        SchemaChecker checker = new SchemaChecker(type);
        GenericScimResource made = new GenericScimResource(
                checker.removeReadOnlyAttributes(body.getObjectNode().deepCopy()));
        checker.checkCreate(made.getObjectNode()).throwSchemaExceptions();
        made.setId(UUID.randomUUID().toString());
        Calendar now = now();
        made.setMeta(new Meta().setCreated(now).setLastModified(now));
        byId.put(made.getId(), made);
        return new ResourcePreparer<GenericScimResource>(type, uri).trimCreatedResource(located(made, uri), body);
    }

    GenericScimResource replace(String id, GenericScimResource body, UriInfo uri) throws ScimException {
        GenericScimResource old = find(id);
        SchemaChecker checker = new SchemaChecker(type);
        GenericScimResource replaced = new GenericScimResource(
                checker.removeReadOnlyAttributes(body.getObjectNode().deepCopy()));
        checker.checkReplace(replaced.getObjectNode(), old.getObjectNode()).throwSchemaExceptions();
        return keep(id, replaced, old, uri);
    }

    GenericScimResource modify(String id, PatchRequest patch, UriInfo uri) throws ScimException {
        GenericScimResource old = find(id);
        new SchemaChecker(type).checkModify(patch.getOperations(), old.getObjectNode()).throwSchemaExceptions();
        GenericScimResource changed = copy(old);
        patch.apply(changed);
        return keep(id, changed, old, uri);
    }

    void delete(String id) throws ScimException {
        if (byId.remove(id) == null) {
            throw new ResourceNotFoundException("There is no resource " + id);
        }
    }

    private GenericScimResource keep(String id, GenericScimResource resource, GenericScimResource old, UriInfo uri)
            throws ScimException {
        resource.setId(id);
        resource.setMeta(new Meta().setCreated(old.getMeta().getCreated()).setLastModified(now()));
        byId.put(id, resource);
        return new ResourcePreparer<GenericScimResource>(type, uri).trimRetrievedResource(located(resource, uri));
    }

    private GenericScimResource located(GenericScimResource resource, UriInfo uri) throws ScimException {
        GenericScimResource shown = copy(resource);
        new ResourcePreparer<GenericScimResource>(type, uri).setResourceTypeAndLocation(shown);
        return shown;
    }

    private GenericScimResource find(String id) throws ScimException {
        return Optional.ofNullable(byId.get(id))
                .orElseThrow(() -> new ResourceNotFoundException("There is no resource " + id));
    }

    private static GenericScimResource copy(GenericScimResource resource) {
        return new GenericScimResource(resource.getObjectNode().deepCopy());
    }

    private static Calendar now() {
        return new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    }
}
