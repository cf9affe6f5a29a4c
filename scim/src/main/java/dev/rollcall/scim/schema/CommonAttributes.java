package dev.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;

/**
 * The attributes that every resource has without any schema declaring them (RFC 7643 sections 3 and 3.1):
 * {@code schemas}, {@code id}, {@code externalId} and {@code meta}.
 */
public final class CommonAttributes {
    private static final List<Attribute> ALL = SchemaReader.readAttributes(SchemaResources.load("CommonAttributes"));

    private CommonAttributes() {}

    /** {@return all four, in the order of an answered resource} */
    public static List<Attribute> all() {
        return ALL;
    }

    /** {@return the URNs of the schemas that the resource uses} */
    public static Attribute schemas() {
        return ALL.get(0);
    }

    /** {@return the identifier that this service gave the resource} */
    public static Attribute id() {
        return ALL.get(1);
    }

    /** {@return the identifier that the client knows the resource by} */
    public static Attribute externalId() {
        return ALL.get(2);
    }

    /** {@return resource type, times, address and version} */
    public static Attribute meta() {
        return ALL.get(3);
    }

    /**
     * {@return the common attribute of that name, found without regard to case}
     *
     * @param anyCase the name in any case
     */
    public static Optional<Attribute> named(String anyCase) {
        for (Attribute attribute : ALL) {
            if (attribute.name().equalsIgnoreCase(anyCase)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }
}
