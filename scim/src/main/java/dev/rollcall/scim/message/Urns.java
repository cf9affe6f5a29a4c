package dev.rollcall.scim.message;

/** The URNs of the standard schemas and messages (RFC 7643 section 10.3, RFC 7644 section 8.2), in registered spelling. */
public final class Urns {
    /** The schema of users. */
    public static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    /** The schema of groups. */
    public static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    /** The enterprise extension of users. */
    public static final String ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    /** The schema of what a provider can do. */
    public static final String SERVICE_PROVIDER_CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
    /** The schema of resource types. */
    public static final String RESOURCE_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
    /** The schema of schemas. */
    public static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema";
    /** The message that answers a query. */
    public static final String LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    /** The message that asks a query. */
    public static final String SEARCH_REQUEST = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
    /** The message of a PATCH. */
    public static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    /** The message of a bulk request. */
    public static final String BULK_REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    /** The message that answers a bulk request. */
    public static final String BULK_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
    /** The message of an error. */
    public static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

    private Urns() {}
}
