package dev.rollcall.check;

/** The names of SCIM's schemas and messages. */
final class Urn {
    static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    private Urn() {}
}
