package dev.rollcall.benchmarks.peer;

import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.complex.ETagConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.FilterConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.PatchConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.SortConfig;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.AuthenticationScheme;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.endpoints.base.GroupEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.endpoints.base.UserEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.schemas.ResourceType;
import de.captaingoldfish.scim.sdk.server.schemas.custom.ResourceTypeFeatures;
import java.util.List;

/** SCIM-SDK set up as in its own Spring sample: it filters and sorts by itself, and answers with entity tags. */
public final class PeerEndpoint {
    private static final int LARGEST_PAGE = 1_000;

    private PeerEndpoint() {}

    /** A new endpoint without users and groups. */
    public static ResourceEndpoint create() {
        var endpoint = new ResourceEndpoint(serviceProvider());
        filterByItself(endpoint.registerEndpoint(new UserEndpointDefinition(new MemoryUsers())));
        filterByItself(endpoint.registerEndpoint(new GroupEndpointDefinition(new MemoryGroups())));
        return endpoint;
    }

    private static ServiceProvider serviceProvider() {
        var scheme = AuthenticationScheme.builder()
                .name("Bearer")
                .description("Bearer tokens")
                .type("oauthbearertoken")
                .build();
        return ServiceProvider.builder()
                .authenticationSchemes(List.of(scheme))
                .filterConfig(FilterConfig.builder().supported(true).maxResults(LARGEST_PAGE).build())
                .sortConfig(SortConfig.builder().supported(true).build())
                .patchConfig(PatchConfig.builder().supported(true).build())
                .eTagConfig(ETagConfig.builder().supported(true).build())
                .build();
    }

    private static void filterByItself(ResourceType type) {
        type.setFeatures(ResourceTypeFeatures.builder().autoFiltering(true).autoSorting(true).build());
    }
}
