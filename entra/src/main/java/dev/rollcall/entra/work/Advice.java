package dev.rollcall.entra.work;

import dev.rollcall.client.reader.ErrorCode;

/** What an administrator does about each failure. */
public final class Advice {
    private Advice() {}

    public static String of(ErrorCode code) {
        return switch (code) {
            case SERVICE_INCOMPATIBLE, BAD_RESPONSE, WEB_EXCEPTION_PROTOCOL_ERROR ->
                "Look at the target's answer above and mend the endpoint; 'rollcall check' names what it gets wrong.";
            case BAD_REQUEST, UNPROCESSABLE_ENTITY, SCHEMA_ATTRIBUTE_NOT_FOUND ->
                "Look at the attributes below: correct the value in the source, or the mapping, or the endpoint.";
            case SERVICE_INCOMPATIBLE_FILTERING ->
                "The endpoint must answer the filter with 200 and a ListResponse, also when it finds nothing.";
            case CREDENTIAL_VALIDATION_FAILURE, INVALID_CREDENTIALS, UNAUTHORIZED ->
                "Check the tenant URL and the token: is it this endpoint's, whole, and not expired?";
            case CREDENTIAL_VALIDATION_UNAVAILABLE ->
                "Check that the endpoint runs and can be reached at the tenant URL.";
            case MULTIPLE_ENTRIES_IN_RESPONSE, DUPLICATE_TARGET_ENTRIES ->
                "Remove or change all but one of the target's objects, or match by an attribute that is unique.";
            case DUPLICATE_SOURCE_ENTRIES ->
                "Give the source objects different values in the attribute that they are matched by.";
            case ENTRY_CONFLICT ->
                "Another object of the target has the same unique value: remove it, or match by that attribute.";
            case INVALID_ANCHOR ->
                "The target no longer has the object: run \"rollcall entra restart --full\", so that it is matched or created again.";
            case TOO_MANY_REQUESTS -> "Lower the job's parallelism, or raise the target's limit.";
            case TIMEOUT, INTERNAL_SERVER_ERROR ->
                "Look into the target's own log at this time; the operation is tried again by itself.";
            case NOT_IMPLEMENTED, METHOD_NOT_ALLOWED ->
                "The endpoint does not offer this operation: switch it off under actions, or add it to the endpoint.";
            case INSUFFICIENT_RIGHTS ->
                "Give the token the right to do this, or switch the operation off under actions.";
            case MANDATORY_FIELDS_MISSING ->
                "Fill the attribute in the source, or give its mapping a default value.";
            case IMPORT_SKIPPED -> "Fill the attribute that objects are matched by in the source.";
            case ENTRY_SYNCHRONIZATION_SKIPPED ->
                "Nothing is needed if this is meant; otherwise change the scope, the assignment or the actions.";
            case UNABLE_TO_RESOLVE_REFERENCE ->
                "Bring the referenced user into the scope, then change the object or restart the job.";
        };
    }
}
