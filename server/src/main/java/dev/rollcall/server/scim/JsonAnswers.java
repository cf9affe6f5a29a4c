package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.JsonBody;
import dev.rollcall.server.http.HttpResponse;

/** SCIM answers with a JSON text: as bytes when it is there, otherwise written while it is sent. */
final class JsonAnswers {
    private JsonAnswers() {}

    static HttpResponse of(int status, JsonBody body) {
        return body.known()
                .map(bytes -> HttpResponse.of(status, MediaTypes.SCIM, bytes))
                .orElseGet(() -> HttpResponse.streamed(status, MediaTypes.SCIM, body::writeTo));
    }
}
