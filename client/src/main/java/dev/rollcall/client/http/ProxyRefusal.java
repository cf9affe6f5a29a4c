package dev.rollcall.client.http;

import java.io.IOException;
import java.io.Serial;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpStatus;

/** The proxy answered itself, instead of passing the request on; what it says is not the endpoint's word. */
final class ProxyRefusal extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    private ProxyRefusal(int status) {
        super("the proxy answered with " + status);
        this.status = status;
    }

    /**
     * Looks at an answer that came through a proxy.
     *
     * @param overTls whether the request had to go through a tunnel; the answer of a proxy that makes none comes without TLS
     */
    static void check(int status, boolean overTls, HttpClientContext context) throws ProxyRefusal {
        boolean withoutTunnel = overTls && context.getSSLSession() == null;
        if (withoutTunnel || status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            throw new ProxyRefusal(status);
        }
    }

    int status() {
        return status;
    }
}
