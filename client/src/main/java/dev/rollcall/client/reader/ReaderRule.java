package dev.rollcall.client.reader;

/** What the reader of Entra's provisioning service demands of an answer; source: entra.md section 4. */
public enum ReaderRule {
    /** A success is {@code application/scim+json}, and so is an error. */
    CONTENT_TYPE(true),
    /** Valid JSON in UTF-8: no byte order mark, nothing behind the value, no name twice, no HTML. */
    JSON_DOCUMENT(true),
    /** A status that the request allows: no 202, no redirect, no 204 for a query or a create. */
    STATUS(true),
    /** A resource and a message have {@code schemas}, an array of unique strings. */
    SCHEMAS_ARRAY(true),
    /** The class of a resource is chosen by {@code schemas}. */
    SCHEMAS_KNOWN(true),
    /** A user without the enterprise URN, and a group, list exactly one schema. */
    SCHEMAS_COUNT(false),
    /** {@code id} is a JSON string that is not empty. */
    ID_STRING(true),
    /** {@code active} and {@code primary} are JSON booleans. */
    BOOLEAN(true),
    /** {@code active} stands in every whole user; without it Entra goes on, and adds it in every cycle. */
    ACTIVE_PRESENT(false),
    /** Text attributes are JSON strings. */
    STRING(false),
    /** An attribute without a value is absent, not null. */
    NULL_VALUE(false),
    /** Names are spelled as the schemas spell them; Entra finds them in any case, others do not. */
    NAME_CASE(false),
    /** {@code manager} is an object with a {@code value} that is a string. */
    MANAGER_OBJECT(true),
    /** {@code name} and the extensions are objects. */
    COMPLEX_OBJECT(false),
    /** Multi-valued attributes are arrays, never null. */
    MULTI_VALUED_ARRAY(false),
    /** The elements of {@code emails} and the like are objects that are not empty, one of them primary at most. */
    ELEMENTS(false),
    /** {@code meta} is an object whose {@code resourceType} fits the schema. */
    META(false),
    /** {@code meta.created} and {@code meta.lastModified} are date-times with a zone. */
    META_TIMES(false),
    /** A query is answered by a ListResponse. */
    LIST_RESPONSE(true),
    /** {@code totalResults} is an integer. */
    LIST_TOTAL(true),
    /** {@code startIndex} and {@code itemsPerPage} are integers; {@code Resources} is an array. */
    LIST_PAGING(true),
    /** {@code itemsPerPage} is the number of resources in the answer. */
    LIST_COUNT(false),
    /** A match by userName or displayName finds one resource at most. */
    SINGLE_MATCH(true),
    /** What was excluded is not there. */
    MEMBERS_EXCLUDED(true),
    /** An error has Error's schema, a status as text that equals the HTTP status, and a sentence. */
    ERROR_BODY(false);

    private final boolean confirmed;

    ReaderRule(boolean confirmed) {
        this.confirmed = confirmed;
    }

    /**
     * Whether provisioning is known to fail when it is broken. The others are broken in Microsoft's reference library or
     * in its validator only, or by the RFC alone.
     */
    public boolean confirmed() {
        return confirmed;
    }

    /** What the provisioning log calls it. */
    public ErrorCode code() {
        return switch (this) {
            case SINGLE_MATCH -> ErrorCode.DUPLICATE_TARGET_ENTRIES;
            case MEMBERS_EXCLUDED -> ErrorCode.MULTIPLE_ENTRIES_IN_RESPONSE;
            case CONTENT_TYPE, JSON_DOCUMENT, STATUS, SCHEMAS_ARRAY, SCHEMAS_KNOWN, SCHEMAS_COUNT, ID_STRING, BOOLEAN,
                    ACTIVE_PRESENT, STRING, NULL_VALUE, NAME_CASE, MANAGER_OBJECT, COMPLEX_OBJECT, MULTI_VALUED_ARRAY,
                    ELEMENTS, META, META_TIMES, LIST_RESPONSE, LIST_TOTAL, LIST_PAGING, LIST_COUNT, ERROR_BODY ->
                ErrorCode.SERVICE_INCOMPATIBLE;
        };
    }

    /** What the administrator reads in the provisioning log; source: source document 000, Microsoft's list of codes. */
    public String sentence() {
        return switch (this) {
            case SINGLE_MATCH ->
                "The operation couldn't be completed because more than one user in the target application"
                        + " was found with the configured matching attributes. Remove the duplicate user from the target"
                        + " application, or reconfigure your attribute mappings.";
            case MEMBERS_EXCLUDED ->
                "A GET request to retrieve a user or group received multiple users or groups in the"
                        + " response. The system expects to receive only one user or group in the response.";
            default -> "We are not able to deserialize the resource received from your SCIM endpoint because your SCIM"
                    + " endpoint is not fully compatible with the Azure Active Directory SCIM client.";
        };
    }
}
