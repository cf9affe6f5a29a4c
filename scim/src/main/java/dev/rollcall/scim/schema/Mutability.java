package dev.rollcall.scim.schema;

/** When a value may be set, RFC 7643 section 7. */
public enum Mutability {
    READ_ONLY("readOnly"),
    READ_WRITE("readWrite"),
    IMMUTABLE("immutable"),
    WRITE_ONLY("writeOnly");

    private final String keyword;

    Mutability(String keyword) {
        this.keyword = keyword;
    }

    /** The keyword as it stands in a schema document. */
    public String keyword() {
        return keyword;
    }
}
