package dev.rollcall.scim.schema;

/** When a value is answered, RFC 7643 section 7. */
public enum Returned {
    /** In every answer. */
    ALWAYS("always"),
    /** In no answer. */
    NEVER("never"),
    /** In answers that do not name what they are to have. */
    DEFAULT("default"),
    /** In answers that name it. */
    REQUEST("request");

    private final String keyword;

    Returned(String keyword) {
        this.keyword = keyword;
    }

    /** {@return the keyword as it stands in a schema document} */
    public String keyword() {
        return keyword;
    }
}
