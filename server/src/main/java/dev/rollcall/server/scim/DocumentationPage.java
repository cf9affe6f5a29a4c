package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.tolerance.Tolerance;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import java.nio.charset.StandardCharsets;

/**
 * The page that {@code documentationUri} of the service provider's configuration leads to (RFC 7643 section 5): what an
 * administrator of an identity provider needs to know, and every tolerance. The same for everybody; needs no token.
 */
public final class DocumentationPage implements HttpEndpoint {
    /** Where it is, below the address of the service. */
    static final String PATH = "/scim/v2/documentation";

    private final byte[] html = html().getBytes(StandardCharsets.UTF_8);

    private DocumentationPage() {}

    /** The surface of the page alone. */
    public static Surface surface() {
        return new Surface(PATH, new DocumentationPage(), ErrorResponses::of);
    }

    /** The address of the page, of a service with that SCIM base URL. */
    static String uri(String baseUrl) {
        return baseUrl.substring(0, baseUrl.lastIndexOf(ScimPath.PREFIX)) + PATH;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.rawPath().equals(PATH)) {
            return ErrorResponses.of(ScimException.of(404, "There is nothing at this path but " + PATH + "."));
        }
        if (!Methods.isRead(request.method())) {
            return ErrorResponses.of(Methods.READ.refusal(request.method()));
        }
        return HttpResponse.of(200, "text/html; charset=utf-8", html)
                .with(HeaderName.CACHE_CONTROL, "public, max-age=3600");
    }

    private static String html() {
        StringBuilder rows = new StringBuilder();
        for (Tolerance tolerance : Tolerance.values()) {
            rows.append("<tr><td><code>")
                    .append(escaped(tolerance.id()))
                    .append("</code></td><td>")
                    .append(escaped(tolerance.description()))
                    .append("</td></tr>\n");
        }
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>SCIM at this service</title></head><body>
            <h1>SCIM 2.0 at this service</h1>
            <p>Each customer has a SCIM URL of its own, <code>…/scim/v2/connections/{connection}</code>, and bearer tokens for
            it. Below it are <code>/Users</code>, <code>/Groups</code>, <code>/.search</code>, <code>/Schemas</code>,
            <code>/Bulk</code>, <code>/ResourceTypes</code> and <code>/ServiceProviderConfig</code>, as
            <a href="https://www.rfc-editor.org/rfc/rfc7643">RFC 7643</a> and
            <a href="https://www.rfc-editor.org/rfc/rfc7644">RFC 7644</a> have them. <code>/Me</code> is served to a caller by
            OAuth whose access token is about a user of the connection, and answers 501 otherwise.</p>
            <ul>
            <li>Attributes that no schema declares are kept, answered, and changed by PATCH like all others.</li>
            <li>The PATCH of a user is answered with the user; that of a group with the group while it has few members, and
            otherwise with 204. With <code>attributes</code> or <code>excludedAttributes=members</code> it is always
            answered.</li>
            <li>Bodies are JSON in UTF-8, or in ISO-8859-1 where the Content-Type says so.</li>
            <li>Every error says in its <code>detail</code> what to do next.</li>
            </ul>
            <h2>Tolerances</h2>
            <p>Requests are read by the letter of the RFCs, and by these exceptions, unless the connection is strict. The log of
            the connection names each that was made use of.</p>
            <table>
            """ + rows
                + "</table>\n</body></html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
