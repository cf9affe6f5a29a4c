package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.UndeclaredName;
import dev.rollcall.scim.schema.Schema;
import java.util.Optional;

/** The target of a PATCH operation, resolved against a resource type (RFC 7644 section 3.5.2, figure 7). */
public sealed interface PatchPath {

    /**
     * {@code attr}, {@code attr.sub} or {@code urn:attr.sub}.
     *
     * @param path what it names
     */
    record ToAttribute(AttributePath path) implements PatchPath {}

    /**
     * {@code attr[filter]} or {@code attr[filter].sub}: the elements of a multi-valued attribute that match, or, by
     * tolerance, the one value of a single-valued complex attribute when it matches.
     *
     * @param attribute whose elements are meant
     * @param filter the names in it are sub-attributes of {@code attribute}
     * @param part the sub-attribute after the brackets, in registered spelling, or as it came when no schema declares it
     */
    record ToElements(AttributePath attribute, Filter filter, Optional<String> part) implements PatchPath {}

    /**
     * {@code attr.part} where the attribute is complex and declared, and the part is not.
     *
     * @param attribute that it would be a part of
     * @param part the name that no schema declares
     */
    record ToPart(AttributePath attribute, String part) implements PatchPath {}

    /**
     * The URN of an extension alone: its whole container.
     *
     * @param extension that is meant
     */
    record ToExtension(Schema extension) implements PatchPath {}

    /**
     * A name below a URN, or a name, that no schema declares. Such values are kept as they came (DESIGN: lossless) when
     * the dialect says so, otherwise the operation is refused with {@code invalidPath}.
     *
     * @param name what it names
     */
    record ToUndeclared(UndeclaredName name) implements PatchPath {}

    /**
     * {@code name[filter]} or {@code name[filter].part} where no schema declares the name.
     *
     * @param name whose elements are meant
     * @param filter the names in it are keys of the elements
     * @param part of each of them, if one is named
     */
    record ToUndeclaredElements(UndeclaredName name, Filter filter, Optional<String> part) implements PatchPath {}
}
