package dev.rollcall.client.target;

/** What the provisioning service provisions. */
public enum ObjectType {
    USER("User", "/Users"),
    GROUP("Group", "/Groups");

    private final String scimName;
    private final String path;

    ObjectType(String scimName, String path) {
        this.scimName = scimName;
        this.path = path;
    }

    /** The resource type's name in SCIM, {@code User}. */
    public String scimName() {
        return scimName;
    }

    /** Where its resources are, {@code /Users}. */
    public String path() {
        return path;
    }
}
