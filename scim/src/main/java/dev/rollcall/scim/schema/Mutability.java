package dev.rollcall.scim.schema;

/** When a value may be set, RFC 7643 section 7. */
public enum Mutability {
    /** Never by a client. */
    READ_ONLY("readOnly"),
    /** At any time. */
    READ_WRITE("readWrite"),
    /** Once. */
    IMMUTABLE("immutable"),
    /** At any time, and nobody sees it again. */
    WRITE_ONLY("writeOnly");

    private final String keyword;

    Mutability(String keyword) {
        this.keyword = keyword;
    }

    /** {@return the keyword as it stands in a schema document} */
    public String keyword() {
        return keyword;
    }
}
