package dev.rollcall.scim.schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One schema: its URN, its attributes, and the document that is published at {@code /Schemas} (RFC 7643 section 7).
 *
 * <p>Schemas are read from JSON documents ({@link SchemaReader}); none is written in Java.
 */
public final class Schema {
    private final String id;
    private final String name;
    private final String description;
    private final List<Attribute> attributes;
    private final Map<String, Attribute> byName;

    Schema(String id, String name, String description, List<Attribute> attributes) {
        this.id = id;
        this.name = name;
        this.description = description;
        this.attributes = List.copyOf(attributes);
        this.byName = Attribute.byFoldedName(attributes);
    }

    /** {@return the URN in its registered spelling} */
    public String id() {
        return id;
    }

    /** {@return the human name, for example {@code Enterprise User}} */
    public String name() {
        return name;
    }

    /** {@return what the schema is for} */
    public String description() {
        return description;
    }

    /**
     * {@return the attributes in the order of the document, which is the order of every stored and answered resource}
     */
    public List<Attribute> attributes() {
        return attributes;
    }

    /**
     * {@return the attribute of that name, found without regard to case}
     *
     * @param anyCase the name in any case
     */
    public Optional<Attribute> attribute(String anyCase) {
        return Optional.ofNullable(byName.get(anyCase.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return id;
    }
}
