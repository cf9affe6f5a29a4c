package dev.rollcall.scim.tolerance;

/**
 * One named deviation from the RFC that a client is known to need. Each recognises one exact form; none widens what a
 * filter selects or what an operation removes.
 *
 * <p>The {@link #id()} is what the log shows and what settings name; it never changes once released.
 */
public enum Tolerance {
    CAPITAL_OP("entra.capital-op", "op spelled Add, Replace or Remove"),
    BOOLEAN_STRING("entra.boolean-string", "a boolean sent as the string True or False, in a value or a filter"),
    REMOVE_BY_VALUE("entra.remove-by-value", "remove with a value list takes out only the listed members"),
    CREATE_MISSING_ELEMENT(
            "entra.create-missing-element", "add or replace through a filter that matches nothing makes the element"),
    PATH_KEY("entra.path-key", "dotted and URN-qualified keys in a path-less value are read as paths"),
    MANAGER_FORM("entra.manager-form", "manager sent as text, as an array or as a number instead of an object"),
    MANAGER_UNREADABLE("entra.manager-unreadable", "a manager that cannot be understood is left out"),
    EMPTY_STRING("entra.empty-string", "an empty string, or an object whose value is empty, unassigns"),
    UNKNOWN_SCHEMA("entra.unknown-schema", "an unknown URI in schemas is passed over"),
    MISSING_PATCH_SCHEMA("entra.missing-patch-schema", "a PATCH body without the PatchOp schema"),
    EMPTY_OPERATIONS("entra.empty-operations", "a PATCH without any operation changes nothing"),
    DOT_AFTER_URN("entra.dot-after-urn", "a dot instead of a colon between a schema URN and the attribute"),
    LEGACY_ENTERPRISE_URN("entra.legacy-enterprise-urn", "the enterprise extension under its SCIM 1.1 names"),
    UNQUALIFIED_EXTENSION("entra.unqualified-extension", "an extension attribute named without its URN"),
    SINGLE_VALUE_FILTER("entra.single-value-filter", "a value filter on a single-valued complex attribute"),
    UNQUOTED_LITERAL("entra.unquoted-literal", "a text literal without quotes in a filter"),
    UNESCAPED_QUOTE("entra.unescaped-quote", "a quote or backslash that is not escaped inside a text literal"),
    JSON_IN_VALUE("entra.json-in-value", "a role whose value is the JSON text of an object is read as that object"),
    ARRAY_FOR_SINGLE("client.array-for-single", "an array of one where a single value belongs"),
    OBJECT_FOR_ARRAY("client.object-for-array", "one value where an array belongs"),
    TEXT_FOR_COMPLEX("client.text-for-complex", "plain text where an object with a value belongs"),
    REFERENCE_ONLY("client.reference-only", "a reference with a $ref and no value; the id is its last path segment"),
    NUMBER_FOR_TEXT("client.number-for-text", "a number or boolean where text belongs"),
    READ_ONLY_IN_VALUE("client.read-only-in-value", "read-only attributes in a path-less PATCH value are passed over"),
    UNDECLARED_KEPT("client.undeclared-kept", "attributes that no schema declares are kept as they came"),
    MISSING_SCHEMAS("client.missing-schemas", "a resource without its schemas, or without the base schema in it");

    private final String id;
    private final String description;

    Tolerance(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** The stable name, for example {@code entra.capital-op}. */
    public String id() {
        return id;
    }

    /** What is accepted, in one line for an administrator. */
    public String description() {
        return description;
    }
}
