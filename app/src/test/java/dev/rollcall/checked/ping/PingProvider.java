package dev.rollcall.checked.ping;

import com.unboundid.scim2.common.types.AuthenticationScheme;
import com.unboundid.scim2.common.types.BulkConfig;
import com.unboundid.scim2.common.types.ChangePasswordConfig;
import com.unboundid.scim2.common.types.ETagConfig;
import com.unboundid.scim2.common.types.FilterConfig;
import com.unboundid.scim2.common.types.PatchConfig;
import com.unboundid.scim2.common.types.ServiceProviderConfigResource;
import com.unboundid.scim2.common.types.SortConfig;
import com.unboundid.scim2.server.annotations.ResourceType;
import com.unboundid.scim2.server.resources.AbstractServiceProviderConfigEndpoint;
import jakarta.ws.rs.Path;
import java.util.List;

/** {@code /ServiceProviderConfig}. */
@Path("ServiceProviderConfig")
@ResourceType(description = "Service provider", name = "ServiceProviderConfig",
        schema = ServiceProviderConfigResource.class, discoverable = false)
public final class PingProvider extends AbstractServiceProviderConfigEndpoint {
    @Override
    public ServiceProviderConfigResource getServiceProviderConfig() {
        return new ServiceProviderConfigResource("https://check.example/doc", new PatchConfig(true),
                new BulkConfig(false, 0, 0), new FilterConfig(true, 1000), new ChangePasswordConfig(false),
                new SortConfig(true), new ETagConfig(false),
                List.of(AuthenticationScheme.createOAuth2BearerToken(true)));
    }
}
