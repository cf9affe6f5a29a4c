package dev.rollcall.server.scim;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.ErrorMessage;
import dev.rollcall.server.http.ResponseHeader;
import dev.rollcall.server.http.ScimHttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where failures become answers (RFC 7644 section 3.12).
 *
 * <p>What was not expected is answered with the incident's id alone; its stack trace goes to the server's own log.
 */
public final class ErrorResponses {
    static final String RETRY_SECONDS = "5";

    private static final Logger LOGGER = LoggerFactory.getLogger(ErrorResponses.class);

    private ErrorResponses() {}

    /** The answer to a refused request. */
    public static ScimHttpResponse of(ScimException error) {
        return ScimHttpResponse.scim(error.status(), ScimJson.write(ErrorMessage.of(error)))
                .with(ResponseHeader.CACHE_CONTROL, "no-store");
    }

    /** The answer to a refusal with its own header. */
    static ScimHttpResponse of(RefusalException refusal) {
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
                ResponseHeader.RETRY_AFTER,
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
}
