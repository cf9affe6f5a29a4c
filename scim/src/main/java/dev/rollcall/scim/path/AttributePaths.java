package dev.rollcall.scim.path;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import java.util.Optional;

/**
 * Resolves names in attribute notation, {@code [urn:]attr[.sub]}, against a resource type (RFC 7644 section 3.10).
 *
 * <p>All parts are matched without regard to case (7644-3.10-01), the longest registered URN wins, and the URN of the
 * base schema is optional, for the common attributes as well. By tolerance a dot may follow the URN, the enterprise
 * extension may have its older names, and an attribute of an extension may stand without its URN when the base schema
 * has none of that name.
 */
public final class AttributePaths {
    private AttributePaths() {}

    /**
     * {@return the declared attribute that the text names; empty when it names none, or is not in the notation at all}
     *
     * @param type of the resource
     * @param text the name
     * @param dialect what is tolerated
     * @param fired where every tolerance that is used is recorded
     * @param where what a tolerance that is used here is recorded with, for example {@code filter}
     */
    public static Optional<AttributePath> resolve(ResourceType type, String text, Dialect dialect,
            FiredTolerances fired, String where) {
        if (text.indexOf(':') < 0) {
            return resolveWithoutUrn(type, text, dialect, fired, where);
        }
        Optional<RegisteredUrn> urn = RegisteredUrn.startOf(text, type, dialect, fired, where);
        if (urn.isEmpty() || urn.get().rest().isEmpty()) {
            return Optional.empty();
        }
        Schema schema = urn.get().schema();
        if (schema == type.schema()) {
            return inBase(type, urn.get().rest());
        }
        return inSchema(Optional.of(schema), schema, urn.get().rest());
    }

    /**
     * {@return the path of a common attribute, for example of {@code id}}
     *
     * @param attribute one of {@link CommonAttributes}
     */
    public static AttributePath common(Attribute attribute) {
        return new AttributePath(Optional.empty(), attribute, Optional.empty());
    }

    /**
     * {@return what stands for the elements of a simple multi-valued attribute in a value filter and in sub-attribute
     * notation: {@code value} (RFC 7643 section 2.4), with the characteristics of the attribute itself}
     *
     * @param simple a simple multi-valued attribute
     */
    public static Attribute elementValue(Attribute simple) {
        return new Attribute(
                "value",
                simple.type(),
                false,
                simple.description(),
                simple.required(),
                simple.caseExact(),
                simple.mutability(),
                simple.returned(),
                simple.uniqueness(),
                List.of(),
                simple.canonicalValues(),
                simple.referenceTypes());
    }

    /**
     * {@return the sub-attribute of that name, {@link #elementValue} included}
     *
     * @param attribute of which it is a part
     * @param anyCase the name in any case
     */
    public static Optional<Attribute> subAttribute(Attribute attribute, String anyCase) {
        if (attribute.type() == AttributeType.COMPLEX) {
            return attribute.subAttribute(anyCase);
        }
        return attribute.multiValued() && anyCase.equalsIgnoreCase("value")
                ? Optional.of(elementValue(attribute))
                : Optional.empty();
    }

    private static Optional<AttributePath> resolveWithoutUrn(ResourceType type, String text, Dialect dialect,
            FiredTolerances fired, String where) {
        Optional<AttributePath> path = inBase(type, text);
        if (path.isPresent() || type.extensions().isEmpty()) {
            return path;
        }
        if (baseDeclares(type, beforeDot(text)) || !dialect.has(Tolerance.UNQUALIFIED_EXTENSION)) {
            return Optional.empty();
        }
        for (ResourceType.Extension extension : type.extensions()) {
            Optional<AttributePath> found = inSchema(Optional.of(extension.schema()), extension.schema(), text);
            if (found.isPresent()) {
                fired.fired(Tolerance.UNQUALIFIED_EXTENSION, where);
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean baseDeclares(ResourceType type, String name) {
        return type.schema().attribute(name).isPresent() || CommonAttributes.named(name).isPresent();
    }

    private static Optional<AttributePath> inBase(ResourceType type, String text) {
        Optional<AttributePath> declared = inSchema(Optional.empty(), type.schema(), text);
        return declared.isPresent()
                ? declared
                : CommonAttributes.named(beforeDot(text)).flatMap(a -> withSub(Optional.empty(), a, text));
    }

    private static Optional<AttributePath> inSchema(Optional<Schema> extension, Schema schema, String text) {
        Optional<Attribute> attribute = schema.attribute(beforeDot(text));
        return attribute.isEmpty() ? Optional.empty() : withSub(extension, attribute.get(), text);
    }

    private static Optional<AttributePath> withSub(Optional<Schema> extension, Attribute attribute, String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Optional.of(new AttributePath(extension, attribute, Optional.empty()));
        }
        Optional<Attribute> sub = subAttribute(attribute, text.substring(dot + 1));
        return sub.isEmpty() ? Optional.empty() : Optional.of(new AttributePath(extension, attribute, sub));
    }

    private static String beforeDot(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }
}
