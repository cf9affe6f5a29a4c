package dev.rollcall.server.scim;

/** What a path below a connection's base URL names (RFC 7644 section 3.2). */
sealed interface Route {

    /** {@code /}: all resources. */
    record Root() implements Route {}

    /** The endpoint of a type, such as {@code /Users}, if the connection has one there. */
    record Collection(String endpoint) implements Route {}

    /** One resource of such a type. */
    record Resource(String endpoint, String id) implements Route {}

    /** {@code /Users/.search} and {@code /Groups/.search}. */
    record Search(String endpoint) implements Route {}

    /** {@code /.search}. */
    record RootSearch() implements Route {}

    /** {@code /Schemas}. */
    record Schemas() implements Route {}

    /** One schema by its URN. */
    record SchemaOf(String urn) implements Route {}

    /** {@code /ResourceTypes}. */
    record ResourceTypes() implements Route {}

    /** One resource type by its name. */
    record ResourceTypeOf(String name) implements Route {}

    /** {@code /ServiceProviderConfig}. */
    record ServiceProviderConfig() implements Route {}

    /** {@code /Bulk}. */
    record Bulk() implements Route {}

    /** {@code /Me}: whoever the caller's access token is about. */
    record Me() implements Route {}

    /** An endpoint of the RFC that is not offered. */
    record NotOffered(String name) implements Route {}

    /** Nothing. */
    record Unknown() implements Route {}
}
