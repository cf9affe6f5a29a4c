package dev.rollcall.scim.schema;

/** The eight data types of RFC 7643 section 2.3. */
public enum AttributeType {
    STRING("string"),
    BOOLEAN("boolean"),
    DECIMAL("decimal"),
    INTEGER("integer"),
    DATE_TIME("dateTime"),
    BINARY("binary"),
    REFERENCE("reference"),
    COMPLEX("complex");

    private final String keyword;

    AttributeType(String keyword) {
        this.keyword = keyword;
    }

    /** The keyword as it stands in a schema document. */
    public String keyword() {
        return keyword;
    }
}
