package dev.rollcall.console.http;

import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.origin.Origin;
import java.net.URI;
import java.util.Optional;

/**
 * Lets only those changes through that a page of this service asks for, by what browsers say of where a request comes from and let
 * no page say otherwise.
 */
final class RequestOrigin {
    private static final HeaderName ORIGIN = HeaderName.of("Origin");
    private static final HeaderName FETCH_SITE = HeaderName.of("Sec-Fetch-Site");
    private static final String OWN = "same-origin";

    private RequestOrigin() {}

    /** @throws ManagementFailure 403 when it comes from somewhere else, or does not say from where */
    static void require(HttpRequest request, Origin reached) {
        Optional<String> site = request.header(FETCH_SITE);
        Optional<URI> from = request.header(ORIGIN).flatMap(RequestOrigin::parse);
        URI own = URI.create(reached.baseUrl());
        boolean sameHost = from.filter(origin -> sameHost(origin, own)).isPresent();
        boolean same = sameHost
                && from.filter(origin -> own.getScheme().equalsIgnoreCase(origin.getScheme())
                        && port(origin) == port(own)).isPresent();
        boolean told = site.filter(OWN::equals).isPresent();
        if (site.isPresent() && !told || !(same || told && sameHost)) {
            throw new ManagementFailure(403, "foreign_origin",
                    "This did not come from a page of this console, so nothing"
                            + " was changed. Open the console under " + reached.baseUrl()
                            + " and do it there. If that is not the"
                            + " address in your browser, have the operator set --public-url, or --trusted-proxies for the proxy"
                            + " before Rollcall.");
        }
    }

    /** The host alone: a proxy that the settings do not name hides that the browser speaks HTTPS. */
    private static boolean sameHost(URI one, URI other) {
        return one.getHost() != null && one.getHost().equalsIgnoreCase(other.getHost());
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static Optional<URI> parse(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getScheme() == null ? Optional.empty() : Optional.of(uri);
        } catch (IllegalArgumentException e) {
            // "null" and what no browser sends: from nowhere that is known.
            return Optional.empty();
        }
    }
}
