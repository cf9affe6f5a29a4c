package dev.rollcall.entra.definition;

import dev.rollcall.client.entra.TenantUrl;

/**
 * Where a job provisions to.
 *
 * @param tenantUrl the endpoint's base URL as an administrator enters it, with a flag such as {@code ?aadOptscim062020}
 * @param token where the secret token is
 */
public record JobEndpoint(String tenantUrl, TokenSource token) {
    /** The tenant URL as it may be shown, without what stands in its query besides the flag: that may be a secret. */
    public String shownUrl() {
        return TenantUrl.shown(tenantUrl);
    }

    /** The same at another URL. */
    public JobEndpoint withTenantUrl(String url) {
        return new JobEndpoint(url, token);
    }

    /** The same with the token somewhere else. */
    public JobEndpoint withToken(TokenSource source) {
        return new JobEndpoint(tenantUrl, source);
    }
}
