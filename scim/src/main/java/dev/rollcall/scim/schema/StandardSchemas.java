package dev.rollcall.scim.schema;

import java.util.List;

/**
 * The schemas and resource types of RFC 7643, with its errata applied, read from the documents beside this class.
 *
 * <p>Where they differ from print: a group's displayName is required (erratum 5368) and unique, because Rollcall
 * keeps it so; {@code members.display} and {@code addresses.primary} are declared; references and binary values are
 * caseExact (6001, 8470), so are ids held as values (8472); complex attributes have no uniqueness (6004); every
 * reference has its referenceTypes.
 */
public final class StandardSchemas {
    private static final Schema ENTERPRISE_USER = SchemaReader.read(SchemaResources.load("EnterpriseUser"));
    private static final ResourceType USER = new ResourceType(
            "User",
            "/Users",
            "A person's account",
            SchemaReader.read(SchemaResources.load("User")),
            List.of(new ResourceType.Extension(ENTERPRISE_USER, false)));
    private static final ResourceType GROUP = new ResourceType(
            "Group",
            "/Groups",
            "A set of users and groups",
            SchemaReader.read(SchemaResources.load("Group")),
            List.of());
    private static final List<Schema> SCHEMAS = List.of(
            USER.schema(),
            GROUP.schema(),
            ENTERPRISE_USER,
            SchemaReader.read(SchemaResources.load("ServiceProviderConfig")),
            SchemaReader.read(SchemaResources.load("ResourceType")),
            SchemaReader.read(SchemaResources.load("Schema")));

    private StandardSchemas() {}

    /** {@return users with the enterprise extension} */
    public static ResourceType user() {
        return USER;
    }

    /** {@return groups} */
    public static ResourceType group() {
        return GROUP;
    }

    /** {@return the enterprise extension of the user} */
    public static Schema enterpriseUser() {
        return ENTERPRISE_USER;
    }

    /** {@return the kinds of resources that have an endpoint for clients to write to} */
    public static List<ResourceType> resourceTypes() {
        return List.of(USER, GROUP);
    }

    /** {@return all schemas, those of the discovery documents included} */
    public static List<Schema> schemas() {
        return SCHEMAS;
    }
}
