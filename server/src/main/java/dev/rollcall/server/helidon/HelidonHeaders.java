package dev.rollcall.server.helidon;

import dev.rollcall.server.http.MediaTypes;
import dev.rollcall.server.http.RequestHeader;
import dev.rollcall.server.http.ResponseHeader;
import dev.rollcall.server.http.ScimHttpResponse;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import java.util.Arrays;
import java.util.Optional;

/** Between our header names and the library's. */
final class HelidonHeaders {
    private static final HeaderName[] REQUEST = Arrays.stream(RequestHeader.values())
            .map(name -> HeaderNames.create(name.fieldName()))
            .toArray(HeaderName[]::new);
    private static final HeaderName[] RESPONSE = Arrays.stream(ResponseHeader.values())
            .map(name -> HeaderNames.create(name.fieldName()))
            .toArray(HeaderName[]::new);
    private static final Header SCIM = HeaderValues.createCached("Content-Type", MediaTypes.SCIM);

    private HelidonHeaders() {}

    static Optional<String> value(Headers headers, RequestHeader name) {
        HeaderName key = REQUEST[name.ordinal()];
        return headers.contains(key) ? Optional.of(headers.get(key).values()) : Optional.empty();
    }

    static Header of(ScimHttpResponse.Field field) {
        if (field.name() == ResponseHeader.CONTENT_TYPE && field.value().equals(MediaTypes.SCIM)) {
            return SCIM;
        }
        return HeaderValues.create(RESPONSE[field.name().ordinal()], field.value());
    }
}
