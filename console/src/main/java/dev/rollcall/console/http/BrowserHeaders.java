package dev.rollcall.console.http;

import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;

/**
 * What every answer of the console tells the browser: to load nothing from elsewhere, run no script and use no style but the
 * console's files, show the page in no other one, tell no other site where the reader was, and keep nothing.
 */
final class BrowserHeaders {
    /** Nothing is loaded but from here, and nothing runs that stands in a page. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final HeaderName SECURITY_POLICY = HeaderName.of("Content-Security-Policy");
    private static final HeaderName REFERRER_POLICY = HeaderName.of("Referrer-Policy");
    private static final HeaderName FRAME_OPTIONS = HeaderName.of("X-Frame-Options");
    private static final HeaderName OPENER_POLICY = HeaderName.of("Cross-Origin-Opener-Policy");
    private static final HeaderName RESOURCE_POLICY = HeaderName.of("Cross-Origin-Resource-Policy");

    private BrowserHeaders() {}

    /** On a page, of which nothing is kept. */
    static HttpResponse ofPage(HttpResponse response) {
        return protect(response).with(HeaderName.CACHE_CONTROL, "no-store");
    }

    /** On a page whose URL has a secret in it, which is told to nobody; it has no form. */
    static HttpResponse ofSecretUrl(HttpResponse response) {
        return protect(response, "no-referrer").with(HeaderName.CACHE_CONTROL, "no-store");
    }

    /** On a file whose name changes with its content. */
    static HttpResponse ofFile(HttpResponse response) {
        return protect(response).with(HeaderName.CACHE_CONTROL, "public, max-age=31536000, immutable");
    }

    private static HttpResponse protect(HttpResponse response) {
        // "no-referrer" would make browsers send forms with "Origin: null".
        return protect(response, "same-origin");
    }

    private static HttpResponse protect(HttpResponse response, String referrer) {
        return response
                .with(SECURITY_POLICY, POLICY)
                .with(REFERRER_POLICY, referrer)
                .with(FRAME_OPTIONS, "DENY")
                .with(OPENER_POLICY, "same-origin")
                .with(RESOURCE_POLICY, "same-origin");
    }
}
