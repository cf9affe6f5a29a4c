package dev.rollcall.clients;

import java.util.List;

/** Entra's words for answers that are no success, as its provisioning log shows them. */
final class EntraCode {
    static final String NOT_DESERIALIZED = "We are not able to deserialize the resource received from your SCIM endpoint because your SCIM endpoint is"
            + " not fully compatible with the Azure Active Directory SCIM client.";

    private static final String PREFIX = "SystemForCrossDomainIdentityManagement";

    private EntraCode() {}

    /** The code for an HTTP status that is no success. */
    static String of(Answer answer) {
        return switch (answer.status()) {
            case 400 -> PREFIX + "ServiceIncompatible";
            case 401 -> PREFIX + "CredentialValidationFailure";
            case 403 -> "InsufficientRights";
            case 404 -> "InvalidAnchor";
            case 405 -> "MethodNotAllowed";
            case 409 -> "EntryConflict";
            case 422 -> "UnprocessableEntity";
            case 429 -> "TooManyRequests";
            case 500 -> "InternalServerError";
            case 501 -> "NotImplemented";
            case 502, 503, 504 -> PREFIX + "CredentialValidationUnavailable";
            default -> "WebExceptionProtocolError";
        };
    }

    /** What the administrator reads about an HTTP status that is no success. */
    static String message(Answer answer) {
        return "StatusCode: " + reason(answer.status()) + " Message: Processing of the HTTP request resulted in an"
                + " exception. Please see the HTTP response returned by the 'Response' property of this exception for"
                + " details. Web Response: " + answer.text() + ". This operation was retried 0 times.";
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            default -> Integer.toString(status);
        };
    }

    /** The code for an answer whose form breaks rules. */
    static String of(List<ReaderRule> broken) {
        return broken.getFirst().code();
    }
}
