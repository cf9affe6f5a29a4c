package dev.rollcall.outbound.fault;

/** A lasting property of a target: what real ones do that the RFC does not. */
public enum TargetTrait {
    /** Gives ETags and insists on {@code If-Match} when it is sent: 412. */
    ETAGS,
    /** Does not mind two users with one userName or externalId. */
    ALLOWS_DUPLICATES,
    /** 400 {@code invalidFilter} for a filter on externalId. */
    REFUSES_EXTERNAL_ID_FILTER,
    /** Answers a filter on externalId with everybody. */
    IGNORES_EXTERNAL_ID_FILTER,
    /** Neither keeps nor gives back externalId. */
    NO_EXTERNAL_ID,
    /** 400 for a filter that is more than one {@code eq}. */
    EQ_ONLY,
    /** 501 for PATCH. */
    NO_PATCH,
    /** 405 for PUT. */
    PATCH_ONLY,
    /** 400 {@code noTarget} for an operation without a path. */
    PATH_NEEDED,
    /** PATCH answers 204. */
    PATCH_204,
    /** POST answers 200 for 201. */
    CREATE_200,
    /** An empty list has no {@code Resources}. */
    NO_RESOURCES_WHEN_EMPTY,
    /** {@code resources} for {@code Resources}. */
    RESOURCES_LOWER_CASE,
    /** Lists have no {@code totalResults}. */
    TOTAL_MISSING,
    /** {@code totalResults} is the number of resources on the page. */
    TOTAL_WRONG,
    /** Lists by {@code cursor}; {@code startIndex} is passed over. */
    CURSOR_ONLY,
    /** Each page is the first one. */
    SAME_PAGE,
    /** At most 100 members in a request: 413. */
    MEMBERS_100,
    /** As Entra's API: at most 20 added or one removed, never both: 400. */
    MEMBERS_20_1,
    /** As Entra's API: no answer has members. */
    MEMBERS_NOT_SHOWN,
    /** A group keeps the id of a member who is deleted. */
    KEEPS_THE_GONE,
    /** 400 for a member that is not there. */
    KNOWN_MEMBERS_ONLY,
    /** 415 for any media type but {@code application/json}. */
    MEDIA_TYPE_JSON,
    /** 404 for discovery. */
    NO_DISCOVERY,
    /** DELETE keeps the user with {@code active: false}. */
    DELETE_DEACTIVATES
}
