package dev.rollcall.scim.patch;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The check that a change leaves what is immutable as it is (RFC 7643 section 7, 7644-3.5.2-10), whatever way it takes: through a
 * filter, as a part of a list, or with the whole extension; and what is read-only, which goes with no extension either.
 *
 * <p>A part of a single-valued complex attribute may go with what holds it, and be set anew. Parts of elements are checked
 * where they are merged, because only there it is known which element was which.
 */
final class ImmutableAttributes {
    private ImmutableAttributes() {}

    /** @throws dev.rollcall.scim.ScimException 400 mutability, naming the attribute */
    static void check(ResourceType type, ObjectNode before, ObjectNode after) {
        check(type.schema(), "", before, after);
        for (ResourceType.Extension extension : type.extensions()) {
            Schema schema = extension.schema();
            check(schema, schema.id() + ":", before.path(schema.id()), after.path(schema.id()));
        }
    }

    private static void check(Schema schema, String prefix, JsonNode before, JsonNode after) {
        for (Attribute attribute : schema.attributes()) {
            JsonNode was = before.path(attribute.name());
            JsonNode is = after.path(attribute.name());
            if (isChanged(attribute, was, is)) {
                throw PatchErrors.immutable(prefix + attribute.name());
            }
            if (attribute.mutability() == Mutability.READ_ONLY && !was.isMissingNode() && !was.equals(is)) {
                throw PatchErrors.readOnly(prefix + attribute.name());
            }
            if (attribute.complex() && was.isObject() && is.isObject()) {
                checkParts(attribute, prefix + attribute.name(), was, is);
            }
        }
    }

    static void checkParts(Attribute attribute, String path, JsonNode before, JsonNode after) {
        for (Attribute sub : attribute.subAttributes()) {
            if (isChanged(sub, before.path(sub.name()), after.path(sub.name()))) {
                throw PatchErrors.immutable(path + "." + sub.name());
            }
        }
    }

    private static boolean isChanged(Attribute attribute, JsonNode before, JsonNode after) {
        return attribute.mutability() == Mutability.IMMUTABLE && !before.isMissingNode() && !before.equals(after);
    }
}
