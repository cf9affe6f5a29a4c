package dev.rollcall.check;

import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimTransport;
import java.util.Optional;

/**
 * What is checked.
 *
 * @param url as reports show it
 * @param transport to the endpoint, with the token
 * @param anonymous to the endpoint, without a token
 * @param dialect the one of Entra's dialects in which the checks of whole cycles work; those of single requests send all
 */
public record CheckEndpoint(String url, ScimTransport transport, ScimTransport anonymous, EntraDialect dialect)
        implements
            AutoCloseable {
    /** The endpoint of a tenant URL, over HTTP; nothing is sent yet. */
    public static CheckEndpoint open(TenantUrl url, Optional<String> token, HttpTransportOptions options) {
        return new CheckEndpoint(url.base().toString(), HttpTransport.open(url.base(), token, options),
                HttpTransport.open(url.base(), Optional.empty(), options), url.dialect());
    }

    /** The same in another dialect, such as {@link EntraDialect#CUSTOMAPPSSO}, which no flag chooses. */
    public CheckEndpoint with(EntraDialect other) {
        return new CheckEndpoint(url, transport, anonymous, other);
    }

    /** Closes the transports that can be closed. */
    @Override
    public void close() {
        close(transport);
        close(anonymous);
    }

    private static void close(ScimTransport transport) {
        if (transport instanceof HttpTransport http) {
            http.close();
        }
    }
}
