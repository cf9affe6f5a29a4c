package dev.rollcall.client.reader;

/** What the provisioning log calls a failure; source: Microsoft's list of provisioning error codes. */
public enum ErrorCode {
    SERVICE_INCOMPATIBLE("SystemForCrossDomainIdentityManagementServiceIncompatible"),
    BAD_REQUEST("SystemForCrossDomainIdentityManagementBadRequest"),
    SERVICE_INCOMPATIBLE_FILTERING("SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering"),
    CREDENTIAL_VALIDATION_FAILURE("SystemForCrossDomainIdentityManagementCredentialValidationFailure"),
    CREDENTIAL_VALIDATION_UNAVAILABLE("SystemForCrossDomainIdentityManagementCredentialValidationUnavailable"),
    MULTIPLE_ENTRIES_IN_RESPONSE("SystemForCrossDomainIdentityManagementMultipleEntriesInResponse"),
    BAD_RESPONSE("SystemForCrossDomainIdentityManagementBadResponse"),
    INVALID_CREDENTIALS("InvalidCredentials"),
    ENTRY_CONFLICT("EntryConflict"),
    DUPLICATE_TARGET_ENTRIES("DuplicateTargetEntries"),
    DUPLICATE_SOURCE_ENTRIES("DuplicateSourceEntries"),
    INVALID_ANCHOR("InvalidAnchor"),
    TOO_MANY_REQUESTS("TooManyRequests"),
    TIMEOUT("Timeout"),
    INTERNAL_SERVER_ERROR("InternalServerError"),
    WEB_EXCEPTION_PROTOCOL_ERROR("WebExceptionProtocolError"),
    UNPROCESSABLE_ENTITY("UnprocessableEntity"),
    NOT_IMPLEMENTED("NotImplemented"),
    INSUFFICIENT_RIGHTS("InsufficientRights"),
    UNAUTHORIZED("Unauthorized"),
    METHOD_NOT_ALLOWED("MethodNotAllowed"),
    MANDATORY_FIELDS_MISSING("MandatoryFieldsMissing"),
    SCHEMA_ATTRIBUTE_NOT_FOUND("SchemaAttributeNotFound"),
    IMPORT_SKIPPED("ImportSkipped"),
    ENTRY_SYNCHRONIZATION_SKIPPED("EntrySynchronizationSkipped"),
    UNABLE_TO_RESOLVE_REFERENCE("UnableToResolveReferenceAttributeValue");

    private final String code;

    ErrorCode(String code) {
        this.code = code;
    }

    /** As the log writes it. */
    public String code() {
        return code;
    }
}
