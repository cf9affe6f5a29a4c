package dev.rollcall.server;

import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.ResponseHeader;
import dev.rollcall.server.http.ScimHttpRequest;
import dev.rollcall.server.http.ScimHttpResponse;

/** Adds to every answer what protects browsers: no guessing of types, and under HTTPS no way back to HTTP. */
record CommonHeaders(HttpEndpoint endpoint, boolean https) implements HttpEndpoint {
    private static final String ONE_YEAR = "max-age=31536000";

    @Override
    public ScimHttpResponse handle(ScimHttpRequest request) {
        ScimHttpResponse response = endpoint.handle(request).with(ResponseHeader.CONTENT_TYPE_OPTIONS, "nosniff");
        return https ? response.with(ResponseHeader.STRICT_TRANSPORT_SECURITY, ONE_YEAR) : response;
    }
}
