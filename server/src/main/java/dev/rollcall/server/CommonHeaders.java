package dev.rollcall.server;

import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Adds to every answer what protects browsers, no guessing of types and under HTTPS no way back to HTTP, and a request's id
 * where its surface has given none.
 */
record CommonHeaders(boolean https, Supplier<String> ids) implements UnaryOperator<HttpResponse> {
    private static final String ONE_YEAR = "max-age=31536000";

    @Override
    public HttpResponse apply(HttpResponse response) {
        response.with(HeaderName.CONTENT_TYPE_OPTIONS, "nosniff");
        if (response.field(HeaderName.X_REQUEST_ID).isEmpty()) {
            response.with(HeaderName.X_REQUEST_ID, ids.get());
        }
        return https ? response.with(HeaderName.STRICT_TRANSPORT_SECURITY, ONE_YEAR) : response;
    }
}
