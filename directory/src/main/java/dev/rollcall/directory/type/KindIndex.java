package dev.rollcall.directory.type;

import dev.rollcall.scim.schema.Attribute;
import java.util.Optional;

/**
 * An index that a resource type has of a declared attribute.
 *
 * @param extension the URN of the extension that declares it; empty when the base schema does
 * @param attribute the attribute
 * @param sub the sub-attribute whose values are indexed; empty when those of the attribute are
 * @param index how it is kept
 */
public record KindIndex(
        Optional<String> extension, Attribute attribute, Optional<Attribute> sub, DeclaredIndex index) {

    /** What is indexed. */
    public Attribute leaf() {
        return sub.orElse(attribute);
    }

    /** The canonical path, as a filter has it. */
    public String path() {
        return extension.map(urn -> urn + ":").orElse("") + attribute.name()
                + sub.map(part -> "." + part.name()).orElse("");
    }
}
