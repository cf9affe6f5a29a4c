package dev.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of resource: its endpoint, base schema and extensions (RFC 7643 section 6).
 *
 * @param name the value of {@code meta.resourceType}, for example {@code User}
 * @param endpoint the path below the base URL, for example {@code /Users}
 * @param description what it is for, as published at {@code /ResourceTypes}
 * @param schema the base schema; its attributes stand at the top level of a resource
 * @param extensions the extensions, each of which has its own container object keyed by its URN
 */
public record ResourceType(String name, String endpoint, String description, Schema schema,
        List<Extension> extensions) {

    /**
     * An extension and whether a resource must have it.
     *
     * @param schema the attributes of its container
     * @param required whether a resource without it is refused
     */
    public record Extension(Schema schema, boolean required) {}

    /** Keeps a copy of the list. */
    public ResourceType {
        extensions = List.copyOf(extensions);
    }

    /** {@return the base schema, then the extensions} */
    public Stream<Schema> schemas() {
        return Stream.concat(Stream.of(schema), extensions.stream().map(Extension::schema));
    }

    /**
     * {@return the base schema or extension with that URN, found without regard to case}
     *
     * @param urnInAnyCase of the schema
     */
    public Optional<Schema> schema(String urnInAnyCase) {
        // A plain loop: every member of every document that is read or written passes through here.
        if (schema.id().equalsIgnoreCase(urnInAnyCase)) {
            return Optional.of(schema);
        }
        for (Extension extension : extensions) {
            if (extension.schema().id().equalsIgnoreCase(urnInAnyCase)) {
                return Optional.of(extension.schema());
            }
        }
        return Optional.empty();
    }
}
