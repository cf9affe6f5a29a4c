package dev.rollcall.client.http;

import java.util.List;
import java.util.Optional;

/**
 * A request as it goes on the wire, whole but for what belongs to the connection: the host, the credentials, the length.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param target path and query, percent-encoded, relative to the endpoint's base URL and beginning with a slash, as in
 *        {@code /Users?filter=userName+eq+%22a%22}
 * @param headers in the order in which they are sent; {@code Authorization} is added by the transport unless it is here
 * @param body the JSON text
 */
public record ScimRequest(String method, String target, List<ScimHeader> headers, Optional<String> body) {
    public ScimRequest {
        headers = List.copyOf(headers);
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("A target begins with '/', but this is '" + target + "'.");
        }
    }

    /** The value of the first header of that name, without regard to case. */
    public Optional<String> header(String name) {
        return ScimHeader.first(headers, name);
    }
}
