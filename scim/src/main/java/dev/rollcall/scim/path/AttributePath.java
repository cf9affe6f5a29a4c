package dev.rollcall.scim.path;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Schema;
import java.util.Optional;

/**
 * An attribute name that was resolved against a resource type (RFC 7644 section 3.10): it names a declared attribute,
 * and perhaps one of its sub-attributes.
 *
 * @param extension the extension that the attribute belongs to; empty for the base schema and the common attributes
 *     ({@code schemas}, {@code id}, {@code externalId}, {@code meta})
 * @param attribute the attribute
 * @param subAttribute the sub-attribute, if one was named
 */
public record AttributePath(Optional<Schema> extension, Attribute attribute, Optional<Attribute> subAttribute) {

    /** {@return what a comparison looks at: the sub-attribute, else the attribute itself} */
    public Attribute leaf() {
        return subAttribute.orElse(attribute);
    }

    /**
     * {@return whether no answer may tell anything of it: it, or the attribute that it is a part of, is returned never or is
     * write-only (RFC 7643 section 7)} Neither may a filter or an order, which would tell it piece by piece.
     */
    public boolean neverAnswered() {
        return attribute.neverAnswered() || subAttribute.filter(Attribute::neverAnswered).isPresent();
    }

    /** {@return the same attribute without its sub-attribute} */
    public AttributePath withoutSubAttribute() {
        return subAttribute.isEmpty() ? this : new AttributePath(extension, attribute, Optional.empty());
    }

    /**
     * {@return the same attribute with that sub-attribute}
     *
     * @param sub a part of the attribute
     */
    public AttributePath withSubAttribute(Attribute sub) {
        return new AttributePath(extension, attribute, Optional.of(sub));
    }

    /**
     * {@return whether this names exactly {@code name} (registered spelling, {@code attr} or {@code attr.sub}) of the
     * base schema}
     *
     * @param name to compare with
     */
    public boolean is(String name) {
        return extension.isEmpty() && local().equals(name);
    }

    /** {@return {@code attr} or {@code attr.sub} in registered spelling, without the URN} */
    public String local() {
        return subAttribute.map(sub -> attribute.name() + "." + sub.name()).orElse(attribute.name());
    }

    /** {@return the canonical notation: the URN and a colon for an extension, then {@link #local()}} */
    @Override
    public String toString() {
        return extension.map(schema -> schema.id() + ":" + local()).orElseGet(this::local);
    }
}
