package dev.rollcall.checked.ping;

import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.messages.PatchRequest;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.UserResource;
import com.unboundid.scim2.server.annotations.ResourceType;
import com.unboundid.scim2.server.utils.SimpleSearchResults;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import static com.unboundid.scim2.common.utils.ApiConstants.MEDIA_TYPE_SCIM;

/** {@code /Users}. */
@Path("Users")
@Singleton
@ResourceType(description = "User", name = "User", schema = UserResource.class,
        optionalSchemaExtensions = EnterpriseUserExtension.class)
public final class PingUsers {
    private final PingResources resources = new PingResources(PingUsers.class);

    @GET
    @Produces({MEDIA_TYPE_SCIM, MediaType.APPLICATION_JSON})
    public SimpleSearchResults<GenericScimResource> search(@Context UriInfo uri) throws ScimException {
        return resources.search(uri);
    }

    @GET
    @Path("{id}")
    @Produces({MEDIA_TYPE_SCIM, MediaType.APPLICATION_JSON})
    public GenericScimResource get(@PathParam("id") String id, @Context UriInfo uri) throws ScimException {
        return resources.get(id, uri);
    }

    @POST
    @Consumes({MEDIA_TYPE_SCIM, MediaType.APPLICATION_JSON})
    @Produces({MEDIA_TYPE_SCIM, MediaType.APPLICATION_JSON})
    public Response create(GenericScimResource body, @Context UriInfo uri) throws ScimException {
        GenericScimResource made = resources.create(body, uri);
        return Response.created(made.getMeta().getLocation()).entity(made).build();
    }

    @PUT
    @Path("{id}")
    @Consumes({MEDIA_TYPE_SCIM, MediaType.APPLICATION_JSON})
    @Produces({MEDIA_TYPE_SCIM, MediaType.APPLICATION_JSON})
    public GenericScimResource replace(@PathParam("id") String id, GenericScimResource body, @Context UriInfo uri)
            throws ScimException {
        return resources.replace(id, body, uri);
    }

    @PATCH
    @Path("{id}")
    @Consumes({MEDIA_TYPE_SCIM, MediaType.APPLICATION_JSON})
    @Produces({MEDIA_TYPE_SCIM, MediaType.APPLICATION_JSON})
    public GenericScimResource modify(@PathParam("id") String id, PatchRequest patch, @Context UriInfo uri)
            throws ScimException {
        return resources.modify(id, patch, uri);
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) throws ScimException {
        resources.delete(id);
        return Response.noContent().build();
    }
}
