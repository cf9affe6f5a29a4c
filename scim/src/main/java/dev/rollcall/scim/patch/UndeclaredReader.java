package dev.rollcall.scim.patch;

import dev.rollcall.scim.patch.PatchOperation.Kind;
import dev.rollcall.scim.path.UndeclaredName;
import dev.rollcall.scim.resource.UndeclaredValues;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads operations on what no schema declares, which is kept as it came (DESIGN 3.6). */
final class UndeclaredReader {
    private final ResourceType type;
    private final RequestDialect dialect;

    UndeclaredReader(ResourceType type, RequestDialect dialect) {
        this.type = type;
        this.dialect = dialect;
    }

    /**
     * The steps of an operation on a path that names nothing declared.
     *
     * @param inValue whether the name stands inside a path-less value, where names that belong to the service are passed
     *     over
     */
    List<Step> read(Kind kind, UndeclaredName path, JsonNode value, String where, boolean inValue) {
        Optional<String> container = path.container().flatMap(this::registered);
        boolean reserved = container.isEmpty() && UndeclaredValues.isReserved(path.name());
        boolean passedOver = UndeclaredValues.isPassword(path.name())
                || path.subAttribute().filter(UndeclaredValues::isPassword).isPresent()
                || path.container().filter(UndeclaredValues::isPassword).isPresent()
                || reserved && inValue && dialect.allows(Tolerance.READ_ONLY_IN_VALUE, where)
                || inValue && isPartOfReference(path);
        if (passedOver) {
            return List.of();
        }
        if (reserved
                || isUnknownPart(path, inValue)
                || !inValue && isBelowPublishedExtension(path)
                || !dialect.allows(Tolerance.UNDECLARED_KEPT, where)) {
            throw PatchErrors.undeclared(text(path));
        }
        return steps(kind, target(path, container, value), value);
    }

    /** The steps of a value under the URN of an extension that no schema declares. */
    List<Step> readContainer(Kind kind, String urn, JsonNode value, String where) {
        if (UndeclaredValues.isPassword(urn)) {
            return List.of();
        }
        if (!dialect.allows(Tolerance.UNDECLARED_KEPT, where)) {
            throw PatchErrors.undeclared(urn);
        }
        return steps(kind, UndeclaredTarget.container(urn), value);
    }

    /**
     * Whether a key with an object as its value names an extension as a whole. The URN of an extension ends with the name
     * of its resource type; one that does not is still an extension unless the part before its last colon is.
     */
    boolean isContainer(String key, JsonNode value) {
        if (!value.isObject() || !key.regionMatches(true, 0, "urn:", 0, 4)) {
            return false;
        }
        return endsWithType(key) || !endsWithType(key.substring(0, key.lastIndexOf(':')));
    }

    private List<Step> steps(Kind kind, UndeclaredTarget target, JsonNode value) {
        if (kind == Kind.REMOVE) {
            if (!value.isNull()) {
                // It may be meant to select elements, and without a schema nobody can say of what.
                throw PatchErrors.invalidValue("A remove of " + Excerpt.of(target.toString()) + " has a value besides."
                        + " Leave the value out to remove all of it, or replace it with what is to stay.");
            }
            return List.of(new Step.RemoveUndeclared(target));
        }
        return List.of(
                UndeclaredValues.read(value)
                        .<Step>map(kept -> new Step.SetUndeclared(target, kept, kind == Kind.ADD))
                        .orElseGet(() -> new Step.RemoveUndeclared(target)));
    }

    private UndeclaredTarget target(UndeclaredName path, Optional<String> container, JsonNode value) {
        String text = text(path);
        return path.subAttribute().isEmpty() && isContainer(text, value)
                ? UndeclaredTarget.container(text)
                : new UndeclaredTarget(container, Optional.of(path.name()), path.subAttribute());
    }

    private boolean endsWithType(String urn) {
        return urn.toLowerCase(Locale.ROOT).endsWith(":" + type.name().toLowerCase(Locale.ROOT));
    }

    /** The registered spelling of a container; none for the base schema, whose attributes stand at the top level. */
    private Optional<String> registered(String urn) {
        String key = type.schema(urn).map(Schema::id).orElse(urn);
        return key.equals(type.schema().id()) ? Optional.empty() : Optional.of(key);
    }

    /** What is said of a manager beside its id is not kept, and never blocks the rest of a request. */
    private boolean isPartOfReference(UndeclaredName path) {
        return path.subAttribute().isPresent()
                && path.container()
                        .flatMap(type::schema)
                        .flatMap(schema -> schema.attribute(path.name()))
                        .filter(attribute -> attribute.subAttribute("$ref").isPresent())
                        .isPresent();
    }

    /**
     * A part of what a known schema has, or could have. As a path that is a mistake, which nobody is known to send; as a
     * key of a value it is kept where there can be parts at all.
     */
    private boolean isUnknownPart(UndeclaredName path, boolean inValue) {
        if (path.subAttribute().isEmpty()) {
            return false;
        }
        Optional<Schema> schema = path.container().isEmpty()
                ? Optional.of(type.schema())
                : type.schema(path.container().get());
        if (schema.isEmpty()) {
            return false;
        }
        Optional<Attribute> declared = schema.get().attribute(path.name());
        return !inValue || declared.filter(a -> !a.complex() || a.multiValued()).isPresent();
    }

    /**
     * A path below the URN of an extension that is published at /Schemas, which does not have that attribute. That is a
     * mistake in a mapping; the administrator learns of it at once, instead of writing to where nobody reads.
     */
    private boolean isBelowPublishedExtension(UndeclaredName path) {
        return path.container()
                .flatMap(type::schema)
                .filter(schema -> schema != type.schema())
                .isPresent();
    }

    private static String text(UndeclaredName path) {
        return path.container().map(c -> c + ":").orElse("")
                + path.name()
                + path.subAttribute().map(s -> "." + s).orElse("");
    }
}
