package dev.rollcall.scim.schema;

/** The eight data types of RFC 7643 section 2.3. */
public enum AttributeType {
    /** Text. */
    STRING("string"),
    /** True or false. */
    BOOLEAN("boolean"),
    /** A number with any digits behind the point. */
    DECIMAL("decimal"),
    /** A number without fraction and exponent. */
    INTEGER("integer"),
    /** A moment, as an {@code xsd:dateTime}. */
    DATE_TIME("dateTime"),
    /** Bytes, as base64. */
    BINARY("binary"),
    /** A URI. */
    REFERENCE("reference"),
    /** An object with sub-attributes. */
    COMPLEX("complex");

    private final String keyword;

    AttributeType(String keyword) {
        this.keyword = keyword;
    }

    /** {@return the keyword as it stands in a schema document} */
    public String keyword() {
        return keyword;
    }
}
