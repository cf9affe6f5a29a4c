package dev.rollcall.client.reader;

import dev.rollcall.client.http.ScimAnswer;
import java.time.Instant;
import java.util.Optional;

/**
 * What Entra makes of an answer whose HTTP status is a failure (entra.md section 4.5).
 *
 * @param sentence what the administrator reads in the provisioning log, in Entra's template
 */
public record FailedStatus(ErrorCode code, String sentence) {
    /** How much of an answer's body is repeated; a page of a proxy may be long. */
    public static final int MAX_QUOTED_BODY = 4000;

    private static final String NEVER_RETRIED = " This operation was retried 0 times.";

    /** Empty when the status is below 400. */
    public static Optional<FailedStatus> of(ScimAnswer answer) {
        return answer.status() < 400
                ? Optional.empty()
                : Optional.of(new FailedStatus(code(answer.status()), sentence(answer)));
    }

    /** The name of a status in Entra's messages, {@code BadRequest}; the number when it has none. */
    public static String name(int status) {
        return switch (status) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 406 -> "NotAcceptable";
            case 408 -> "RequestTimeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 412 -> "PreconditionFailed";
            case 413 -> "RequestEntityTooLarge";
            case 415 -> "UnsupportedMediaType";
            case 422 -> "UnprocessableEntity";
            case 429 -> "TooManyRequests";
            case 500 -> "InternalServerError";
            case 501 -> "NotImplemented";
            case 502 -> "BadGateway";
            case 503 -> "ServiceUnavailable";
            case 504 -> "GatewayTimeout";
            default -> Integer.toString(status);
        };
    }

    /**
     * The same message after retries.
     *
     * @param again when it will be tried again; empty when it will not be
     */
    public static String retried(String message, int retries, Optional<Instant> again) {
        String first = message.endsWith(NEVER_RETRIED)
                ? message.substring(0, message.length() - NEVER_RETRIED.length())
                : message;
        return first + " This operation was retried " + retries + " times."
                + again.map(time -> " It will be retried again after this date: " + time).orElse("");
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHORIZED;
            case 403 -> ErrorCode.INSUFFICIENT_RIGHTS;
            case 404, 410 -> ErrorCode.INVALID_ANCHOR;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 408, 504 -> ErrorCode.TIMEOUT;
            case 409 -> ErrorCode.ENTRY_CONFLICT;
            case 422 -> ErrorCode.UNPROCESSABLE_ENTITY;
            case 429 -> ErrorCode.TOO_MANY_REQUESTS;
            case 500, 502, 503 -> ErrorCode.INTERNAL_SERVER_ERROR;
            case 501 -> ErrorCode.NOT_IMPLEMENTED;
            default -> status < 500 ? ErrorCode.SERVICE_INCOMPATIBLE : ErrorCode.WEB_EXCEPTION_PROTOCOL_ERROR;
        };
    }

    private static String sentence(ScimAnswer answer) {
        return "StatusCode: " + name(answer.status()) + " Message: Processing of the HTTP request resulted in an"
                + " exception. Please see the HTTP response returned by the 'Response' property of this exception for"
                + " details. Web Response: " + quoted(answer) + "." + NEVER_RETRIED;
    }

    private static String quoted(ScimAnswer answer) {
        String text = answer.text();
        return text.length() <= MAX_QUOTED_BODY ? text : text.substring(0, MAX_QUOTED_BODY) + "…";
    }
}
