package dev.rollcall.server.scim;

import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.ListResponse;
import dev.rollcall.scim.tolerance.Tolerance;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The query for a group of an impossible name that Entra's connection test sends even when only users are provisioned
 * (reference: Entra's probes). A token without any scope for groups gets an empty list for exactly that query, whatever groups
 * there are; everything else about groups stays 403, which Entra would take for wrong credentials here.
 */
final class GroupProbe {
    private static final Pattern FILTER = Pattern.compile(
            "(?i)displayName eq \"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\"");
    private static final Set<TokenScope> GROUPS = EnumSet.of(
            TokenScope.GET_GROUPS,
            TokenScope.POST_GROUPS,
            TokenScope.PUT_GROUPS,
            TokenScope.PATCH_GROUPS,
            TokenScope.DELETE_GROUPS);

    private GroupProbe() {}

    static boolean is(EndpointExchange exchange, ResourceKind kind) {
        Caller caller = exchange.call().caller();
        return kind.hasMembers()
                && exchange.method().equals("GET")
                && GROUPS.stream().noneMatch(caller::has)
                && caller.has(TokenScope.GET_USERS)
                && exchange.parameters().value("filter").filter(text -> FILTER.matcher(text).matches()).isPresent()
                && exchange.call()
                        .dialect()
                        .allows(Tolerance.GROUP_PROBE, exchange.call().tolerances(), "filter");
    }

    static HttpResponse nothing() {
        return HttpResponse.of(200, MediaTypes.SCIM, ScimJson.write(ListResponse.ofAll(List.of())))
                .with(HeaderName.CACHE_CONTROL, "no-store");
    }
}
