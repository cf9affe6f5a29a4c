package dev.rollcall.scim;

/**
 * The registered {@code scimType} keywords of RFC 7644 section 3.12 (table 9) and RFC 9865 section 2.1; no other value is ever answered.
 *
 * <p>Each keyword knows the one HTTP status that it is answered with.
 */
public enum ScimType {
    /** A filter that cannot be read, or asks for what cannot be asked. */
    INVALID_FILTER("invalidFilter", 400),
    /** More results, or more work for them, than the server allows. */
    TOO_MANY("tooMany", 400),
    /** A value that is taken. */
    UNIQUENESS("uniqueness", 409),
    /** A change of what must not be changed. */
    MUTABILITY("mutability", 400),
    /** A body of the wrong structure. */
    INVALID_SYNTAX("invalidSyntax", 400),
    /** A path that cannot be read, or leads nowhere. */
    INVALID_PATH("invalidPath", 400),
    /** A path whose filter matches nothing. */
    NO_TARGET("noTarget", 400),
    /** A value that is missing, or does not fit its attribute. */
    INVALID_VALUE("invalidValue", 400),
    /** A version of the protocol that is not served. */
    INVALID_VERS("invalidVers", 400),
    /** A cursor that is none of this list. */
    INVALID_CURSOR("invalidCursor", 400),
    /** A cursor whose time is over. */
    EXPIRED_CURSOR("expiredCursor", 400),
    /** A count that is none, or another than that of the cursor. */
    INVALID_COUNT("invalidCount", 400),
    /** A request whose URL would hold what must not be in one. */
    SENSITIVE("sensitive", 403);

    private final String keyword;
    private final int status;

    ScimType(String keyword, int status) {
        this.keyword = keyword;
        this.status = status;
    }

    /** {@return the keyword as it stands in the error message, for example {@code invalidFilter}} */
    public String keyword() {
        return keyword;
    }

    /** {@return the HTTP status that goes with the keyword} */
    public int status() {
        return status;
    }
}
