package dev.rollcall.clients;

/** What the reader of Entra's provisioning service demands of an answer, each with the code that it reports. */
enum ReaderRule {
    /** A success is {@code application/scim+json}, and so is an error. */
    CONTENT_TYPE,
    /** Valid JSON in UTF-8: no byte order mark, nothing behind the value, no name twice, no HTML. */
    JSON_DOCUMENT,
    /** A status that the request allows: no 202, no redirect, no 204 for a query or a create. */
    STATUS,
    /** A resource and a message have {@code schemas}, an array of unique strings. */
    SCHEMAS_ARRAY,
    /** The class of a resource is chosen by {@code schemas}. */
    SCHEMAS_KNOWN,
    /** A user without the enterprise URN, and a group, list exactly one schema. */
    SCHEMAS_COUNT,
    /** {@code id} is a JSON string that is not empty. */
    ID_STRING,
    /** {@code active} and {@code primary} are JSON booleans. */
    BOOLEAN,
    /** {@code active} stands in every whole user. */
    ACTIVE_PRESENT,
    /** Text attributes are JSON strings. */
    STRING,
    /** {@code manager} is an object with a {@code value} that is a string. */
    MANAGER_OBJECT,
    /** {@code name} and the extensions are objects. */
    COMPLEX_OBJECT,
    /** Multi-valued attributes are arrays, never null. */
    MULTI_VALUED_ARRAY,
    /** The elements of {@code emails} and the like are objects that are not empty, one of them primary at most. */
    ELEMENTS,
    /** {@code meta} is an object whose {@code resourceType} fits the schema. */
    META,
    /** {@code meta.created} and {@code meta.lastModified} are date-times with a zone. */
    META_TIMES,
    /** A query is answered by a ListResponse. */
    LIST_RESPONSE,
    /** {@code totalResults} is an integer. */
    LIST_TOTAL,
    /** {@code startIndex} and {@code itemsPerPage} are integers; {@code Resources} is an array. */
    LIST_PAGING,
    /** A match by userName or displayName finds one resource at most. */
    SINGLE_MATCH,
    /** What was excluded is not there. */
    MEMBERS_EXCLUDED,
    /** An error has Error's schema, a status as text that equals the HTTP status, and a sentence. */
    ERROR_BODY;

    private static final String PREFIX = "SystemForCrossDomainIdentityManagement";

    /** Entra's code. */
    String code() {
        return switch (this) {
            case SINGLE_MATCH -> "DuplicateTargetEntries";
            case MEMBERS_EXCLUDED -> PREFIX + "BadResponse";
            case CONTENT_TYPE, JSON_DOCUMENT, STATUS, SCHEMAS_ARRAY, SCHEMAS_KNOWN, SCHEMAS_COUNT, ID_STRING, BOOLEAN,
                    ACTIVE_PRESENT, STRING, MANAGER_OBJECT, COMPLEX_OBJECT, MULTI_VALUED_ARRAY, ELEMENTS, META,
                    META_TIMES,
                    LIST_RESPONSE, LIST_TOTAL, LIST_PAGING, ERROR_BODY ->
                PREFIX + "ServiceIncompatible";
        };
    }
}
