package dev.rollcall.scim.schema;

/** Over what a value is unique, RFC 7643 section 7. */
public enum Uniqueness {
    /** Over nothing. */
    NONE("none"),
    /** Over the resources of one endpoint. */
    SERVER("server"),
    /** Over all there are anywhere. */
    GLOBAL("global");

    private final String keyword;

    Uniqueness(String keyword) {
        this.keyword = keyword;
    }

    /** {@return the keyword as it stands in a schema document} */
    public String keyword() {
        return keyword;
    }
}
