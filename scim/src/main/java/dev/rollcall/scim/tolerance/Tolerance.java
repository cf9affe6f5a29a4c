package dev.rollcall.scim.tolerance;

/**
 * One named deviation from the RFC that a client is known to need. Each recognises one exact form; none widens what a
 * filter selects or what an operation removes. The page {@code docs/tolerances.md} has them with examples and sources.
 *
 * <p>The {@link #id()} is what the log shows and what settings name; it never changes once released.
 */
public enum Tolerance {
    /** {"op":"Replace"}, or any other case of the three words. Entra ID without flag. */
    CAPITAL_OP("entra.capital-op", "op spelled Add, Replace or Remove"),

    /** "active":"False", roles[primary eq "True"]. Entra ID without flag, its validator. */
    BOOLEAN_STRING("entra.boolean-string", "a boolean sent as the string True or False, in a value or a filter"),

    /**
     * {"op":"Remove","path":"members","value":[{"value":"id"}]}, the list below {"members":[…]} too. Entra ID
     * without flag; JumpCloud.
     */
    REMOVE_BY_VALUE("entra.remove-by-value", "remove with a value list takes out only the listed elements"),

    /** {"op":"Add","path":"emails[type eq \"work\"].value"}; only from eq terms joined by and. Entra ID. */
    CREATE_MISSING_ELEMENT(
            "entra.create-missing-element", "add or replace through a filter that matches nothing makes the element"),

    /** {"op":"replace","value":{"name.givenName":"A"}}. Entra ID with aadOptscim062020. */
    PATH_KEY("entra.path-key", "dotted and URN-qualified keys in a path-less value are read as paths"),

    /** "manager":"id", [{"value":"id"}], 271. Entra ID. */
    MANAGER_FORM("entra.manager-form", "manager sent as text, as an array or as a number instead of an object"),

    /** "manager":true, {"displayName":"Max"}. Never blocks the rest of a request. */
    MANAGER_UNREADABLE("entra.manager-unreadable", "a manager that cannot be understood is left out"),

    /** "title":"", "manager":{"value":""}. Entra ID, its validators. */
    EMPTY_STRING("entra.empty-string", "an empty string, or an object whose value is empty, unassigns"),

    /** The ADSCIM group URI and a mistyped enterprise URN. Entra ID, Microsoft samples. */
    UNKNOWN_SCHEMA("entra.unknown-schema", "an unknown URI in schemas is passed over"),

    /** {"Operations":[…]}. Entra-like test requests. */
    MISSING_PATCH_SCHEMA("entra.missing-patch-schema", "a PATCH body without the PatchOp schema"),

    /** "Operations":[]. Entra ID. */
    EMPTY_OPERATIONS("entra.empty-operations", "a PATCH without any operation changes nothing"),

    /** urn:…:enterprise:2.0:User.department; declared attributes only. customappsso. */
    DOT_AFTER_URN("entra.dot-after-urn", "a dot instead of a colon between a schema URN and the attribute"),

    /** urn:scim:schemas:extension:enterprise:1.0.manager. Microsoft reference code. */
    LEGACY_ENTERPRISE_URN("entra.legacy-enterprise-urn", "the enterprise extension under its SCIM 1.1 names"),

    /** "path":"manager", manager eq "id". Microsoft documentation. */
    UNQUALIFIED_EXTENSION("entra.unqualified-extension", "an extension attribute named without its URN"),

    /** manager[value eq "id"]. Entra ID with aadOptscim062020. */
    SINGLE_VALUE_FILTER("entra.single-value-filter", "a value filter on a single-valued complex attribute"),

    /** externalId eq jyoung, emails[type eq work], meta.created gt 2015-10-10T14:38:21Z. Microsoft documentation, the job of 2018. */
    UNQUOTED_LITERAL("entra.unquoted-literal", "a text or a time without quotes in a filter"),

    /** displayName eq "A "B" C". Entra ID. */
    UNESCAPED_QUOTE("entra.unescaped-quote", "a quote or backslash that is not escaped inside a text literal"),

    /** "roles":[{"value":"{\"value\":\"Admin\",\"displayName\":\"…\"}"}]. Entra ID, AppRoleAssignmentsComplex. */
    JSON_IN_VALUE("entra.json-in-value", "a role whose value is the JSON text of an object is read as that object"),

    /** GET /Groups?filter=displayName+eq+"(a GUID)" with a token for users alone. Entra ID, Test Connection. */
    GROUP_PROBE("entra.group-probe",
            "the connection test's query for a group, with a token for users alone, finds nothing"),

    /** "nickName":[{"$ref":null,"value":"Babs"}], "name":[{…}]. Entra ID of 2018. */
    ARRAY_FOR_SINGLE("client.array-for-single", "an array of one object where a single value belongs"),

    /** "active":[false], "preferredLanguage":["de"], as an operation's value or in a resource. SCIM-SDK's client. */
    LIST_FOR_SINGLE("client.list-for-single", "a list of one plain value where a single value belongs"),

    /** "emails":{"value":"a&#64;x"}; a PATCH add needs no tolerance for it. Several clients. */
    OBJECT_FOR_ARRAY("client.object-for-array", "one value where an array belongs"),

    /** "members":["id"]. Microsoft Postman suite. */
    TEXT_FOR_COMPLEX("client.text-for-complex", "plain text where an object with a value belongs"),

    /** "profileUrl":"linkedin.com/in/ann (new)". Profiles that people fill in by hand. */
    TEXT_FOR_REFERENCE("client.text-for-reference", "text that is no URI where a reference belongs"),

    /** "manager":{"$ref":"https://…/Users/id"}. RFC 7643 recommends value without requiring it (section 4.3). */
    REFERENCE_ONLY("client.reference-only", "a reference with a $ref and no value; the id is its last path segment"),

    /** "employeeNumber":4711; never for what identifies a resource. Several clients. */
    NUMBER_FOR_TEXT("client.number-for-text", "a number or boolean where text belongs"),

    /** "title":{"x":1}, "photos":[true]; never for userName, externalId, displayName, active, members, an e-mail's value. */
    UNREADABLE_VALUE(
            "client.unreadable-value",
            "a value that cannot be read, in an attribute that identifies nobody, is left out"),

    /** {"op":"replace","value":{"id":"…","displayName":"A"}}. Okta, authentik. */
    READ_ONLY_IN_VALUE("client.read-only-in-value", "read-only attributes in a path-less PATCH value are passed over"),

    /** "urn:…:CustomExtensionName:2.0:User":{"tag":"7"}. Entra ID with custom attributes. */
    UNDECLARED_KEPT("client.undeclared-kept", "attributes that no schema declares are kept as they came"),

    /** urn:…:CustomExtensionName:2.0:User:tag eq "7". Entra ID with a custom attribute that it matches by. */
    UNDECLARED_FILTER(
            "client.undeclared-filter",
            "a filter by an attribute that no schema declares and a resource here has brought"),

    /** A POST to .search with "startIndex":"101", "count":"2", "attributes":"userName". SCIM-SDK's client. */
    SEARCH_AS_PARAMETERS(
            "client.search-as-parameters",
            "a search whose numbers are text, or whose attributes are one text, as in a URL"),

    /** {"userName":"ann"}. Several clients. */
    MISSING_SCHEMAS("client.missing-schemas",
            "a resource whose schemas are missing, or lack the base schema or an extension that it has");

    private final String id;
    private final String description;

    Tolerance(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** {@return the stable name, for example {@code entra.capital-op}} */
    public String id() {
        return id;
    }

    /** {@return what is accepted, in one line for an administrator} */
    public String description() {
        return description;
    }
}
