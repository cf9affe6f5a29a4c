package dev.rollcall.server.scim;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.ErrorMessage;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpError;
import dev.rollcall.server.http.HttpResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where failures become answers (RFC 7644 section 3.12).
 *
 * <p>What was not expected is answered with the incident's id alone; its stack trace goes to the server's own log.
 */
final class ErrorResponses {
    static final String RETRY_SECONDS = "5";

    private static final Logger LOGGER = LoggerFactory.getLogger(ErrorResponses.class);

    private ErrorResponses() {}

    /** The answer to a refused request. */
    static HttpResponse of(ScimException error) {
        return HttpResponse.of(error.status(), MediaTypes.SCIM, ScimJson.write(ErrorMessage.of(error)))
                .with(HeaderName.CACHE_CONTROL, "no-store");
    }

    /** The answer to what is refused before the surface is asked. */
    static HttpResponse of(HttpError error) {
        return of(ScimException.of(error.status(), error.detail()));
    }

    /** The answer to a refusal with its own header. */
    static HttpResponse of(RefusalException refusal) {
        return of(refusal.error()).with(refusal.header(), refusal.value());
    }

    /** What is answered when the database cannot be used. */
    static RefusalException unavailable(StorageException failure, String incident) {
        LOGGER.error("Incident {}: the store failed", incident, failure);
        return new RefusalException(
                ScimException.of(
                        503,
                        "The service cannot reach its database. Try again in a few seconds; if it lasts, tell the operator"
                                + " the incident " + incident + "."),
                HeaderName.RETRY_AFTER,
                RETRY_SECONDS);
    }

    /** What is answered when we have made a mistake. */
    static ScimException unexpected(Throwable failure, String incident) {
        LOGGER.error("Incident {}: a request failed unexpectedly", incident, failure);
        return ScimException.of(
                500,
                "The service failed to handle this request. Tell the operator the incident " + incident
                        + "; the server's log has its cause.");
    }

    /** What the log says of an answer that ended too early. */
    static String cutOff(Throwable failure, String incident) {
        if (failure instanceof IOException) {
            return "The client left, or took too long, before it had the whole answer.";
        }
        LOGGER.error("Incident {}: an answer was cut off", incident, failure);
        return "The answer was cut off because the service failed; the server's log has the incident " + incident + ".";
    }
}
