package dev.rollcall.benchmarks.peer;

import de.captaingoldfish.scim.sdk.server.endpoints.authorize.Authorization;
import java.util.Map;
import java.util.Set;

/** Lets every request through. The SDK's own default does as well, but writes a warning each time. */
final class EverybodyMay implements Authorization {
    @Override
    public Set<String> getClientRoles() {
        return Set.of();
    }

    @Override
    public boolean authenticate(Map<String, String> httpHeaders, Map<String, String> queryParameters) {
        return true;
    }
}
