package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.ErrorMessage;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpError;
import dev.rollcall.server.http.HttpResponse;

/** The form of refusals on the SCIM surface (RFC 7644 section 3.12). */
final class ErrorResponses {
    private ErrorResponses() {}

    /** How long a client waits that is refused for a while, when nobody knows better. */
    private static final String RETRY_SECONDS = "5";

    /** The answer to a refused request. One that is only refused for a while says when to try again. */
    static HttpResponse of(ScimException error) {
        return error.status() == 429 || error.status() == 503
                ? message(error).with(HeaderName.RETRY_AFTER, RETRY_SECONDS)
                : message(error);
    }

    private static HttpResponse message(ScimException error) {
        return HttpResponse.of(error.status(), MediaTypes.SCIM, ScimJson.write(ErrorMessage.of(error)))
                .with(HeaderName.CACHE_CONTROL, "no-store");
    }

    /** The answer to what is refused before the surface is asked. */
    static HttpResponse of(HttpError error) {
        return of(ScimException.of(error.status(), error.detail()));
    }

    /** The answer to a refusal with its own header, which may be the time to wait. */
    static HttpResponse of(RefusalException refusal) {
        HttpResponse answer = refusal.header().equals(HeaderName.RETRY_AFTER)
                ? message(refusal.error())
                : of(refusal.error());
        return answer.with(refusal.header(), refusal.value());
    }
}
