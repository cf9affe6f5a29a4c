package dev.rollcall.scim;

/**
 * The registered {@code scimType} keywords of RFC 7644 section 3.12 (table 9) and RFC 9865 section 2.1; no other value is ever answered.
 *
 * <p>Each keyword knows the one HTTP status that it is answered with.
 */
public enum ScimType {
    INVALID_FILTER("invalidFilter", 400),
    TOO_MANY("tooMany", 400),
    UNIQUENESS("uniqueness", 409),
    MUTABILITY("mutability", 400),
    INVALID_SYNTAX("invalidSyntax", 400),
    INVALID_PATH("invalidPath", 400),
    NO_TARGET("noTarget", 400),
    INVALID_VALUE("invalidValue", 400),
    INVALID_VERS("invalidVers", 400),
    INVALID_CURSOR("invalidCursor", 400),
    EXPIRED_CURSOR("expiredCursor", 400),
    INVALID_COUNT("invalidCount", 400),
    SENSITIVE("sensitive", 403);

    private final String keyword;
    private final int status;

    ScimType(String keyword, int status) {
        this.keyword = keyword;
        this.status = status;
    }

    /** The keyword as it stands in the error message, for example {@code invalidFilter}. */
    public String keyword() {
        return keyword;
    }

    /** The HTTP status that goes with the keyword. */
    public int status() {
        return status;
    }
}
