package dev.rollcall.scim.schema;

/** When a value is answered, RFC 7643 section 7. */
public enum Returned {
    ALWAYS("always"),
    NEVER("never"),
    DEFAULT("default"),
    REQUEST("request");

    private final String keyword;

    Returned(String keyword) {
        this.keyword = keyword;
    }

    /** The keyword as it stands in a schema document. */
    public String keyword() {
        return keyword;
    }
}
