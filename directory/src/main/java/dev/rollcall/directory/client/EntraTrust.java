package dev.rollcall.directory.client;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.token.TokenScope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A connection's leave for the access tokens that Entra itself issues when its secret token is left blank. Their audience is the
 * same for every custom application, so the tenant is pinned, and where two connections trust one tenant, a claim that tells
 * them apart.
 *
 * @param tenant the tenant's id, a GUID in lower case
 * @param audience the claim {@code aud}
 * @param caller the claim {@code appid}, or {@code azp} in a token of version 2: who asked Entra for the token
 * @param pin a claim that a token must have besides
 * @param scopes what such a token may do
 * @param lastUsedAt when one last was shown, to about a minute; empty for never
 */
public record EntraTrust(
        ConnectionId connectionId, String tenant, String audience, String caller, Optional<Pin> pin,
        Set<TokenScope> scopes, Instant createdAt, Optional<Instant> lastUsedAt) {
    /** What Entra writes for every custom application (entra.md section 2.6). */
    public static final String CUSTOM_APPLICATION = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

    /** Microsoft's own application that provisions; every tenant has it under this id. */
    public static final String PROVISIONING_SERVICE = "00000014-0000-0000-c000-000000000000";

    private static final String CALLER = "entra:";
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * A claim that must have one value.
     *
     * @param claim such as {@code oid}
     */
    public record Pin(String claim, String value) {
        public Pin {
            if (claim.isBlank() || value.isBlank()) {
                throw new IllegalArgumentException("A claim that is pinned has a name and a value.");
            }
        }
    }

    public EntraTrust {
        if (!GUID.matcher(tenant).matches()) {
            throw new IllegalArgumentException("A tenant is named by its id, a GUID in lower case.");
        }
        scopes = Set.copyOf(scopes);
    }

    /** What those who show such a token are called. */
    public String callerId() {
        return CALLER + tenant;
    }

    /** Whether that is what those are called who show a token of Entra's own. */
    public static boolean isCallerId(String id) {
        return id.startsWith(CALLER);
    }

    /** Whether a token could be good for both: the same tenant and audience, and no claim that has another value there. */
    public boolean overlaps(EntraTrust other) {
        boolean apart = pin.isPresent()
                && other.pin.isPresent()
                && pin.get().claim().equals(other.pin.get().claim())
                && !pin.get().value().equals(other.pin.get().value());
        return tenant.equals(other.tenant) && audience.equals(other.audience) && !apart;
    }
}
