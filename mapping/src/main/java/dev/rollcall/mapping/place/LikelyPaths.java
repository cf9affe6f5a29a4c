package dev.rollcall.mapping.place;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.UndeclaredName;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.LikelyName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a path that names nothing was probably meant to be. */
final class LikelyPaths {
    /** How the URNs of published schemas begin; an own extension has another one. */
    private static final List<String> STANDARD = List.of(
            "urn:ietf:params:scim:schemas:core:",
            "urn:ietf:params:scim:schemas:extension:enterprise:",
            "urn:scim:schemas:");

    private final ResourceType type;
    /** Every attribute by its name alone. */
    private final Map<String, String> paths = new TreeMap<>();

    LikelyPaths(ResourceType type) {
        this.type = type;
        type.schema().attributes().forEach(attribute -> paths.put(attribute.name(), attribute.name()));
        paths.put("externalId", "externalId");
        for (ResourceType.Extension extension : type.extensions()) {
            Schema schema = extension.schema();
            schema.attributes()
                    .forEach(attribute -> paths.putIfAbsent(attribute.name(), schema.id() + "." + attribute.name()));
        }
    }

    /** Whether that URN is one of a published schema, or a slip of one of this type's. */
    boolean isMeantForDeclared(String urn) {
        String lower = urn.toLowerCase(Locale.ROOT);
        return STANDARD.stream().anyMatch(lower::startsWith)
                || LikelyName.of(urn, type.schemas().map(Schema::id).toList()).isPresent();
    }

    /** The sentence about a name that no schema declares. */
    String unknown(String text, UndeclaredName name) {
        String local = name.name().substring(name.name().lastIndexOf(':') + 1);
        // What looks like a part of something may be the name itself: urn:…:User.departmnt.
        Optional<String> near = LikelyName.of(local, paths.keySet())
                .or(() -> name.subAttribute().flatMap(part -> LikelyName.of(part, paths.keySet())));
        return near.map(found -> "SCIM has no attribute " + text + "; did you mean " + paths.get(found) + "?")
                .orElseGet(
                        () -> "SCIM has no attribute " + text + "; write one that /Schemas lists, such as userName or "
                                + "name.givenName, or one of an extension of your own with its URN, such as "
                                + "urn:example:2.0:User.badge.");
    }

    /** The sentence about a part that an attribute does not have. */
    String unknownPart(AttributePath attribute, String part) {
        List<String> parts = attribute.attribute().subAttributes().stream().map(Attribute::name).toList();
        String otherwise = parts.isEmpty() ? "end the path there." : "it has " + String.join(", ", parts) + ".";
        return attribute + " has no part " + Excerpt.of(part) + "; "
                + LikelyName.of(part, parts).map(near -> "did you mean " + near + "?").orElse(otherwise);
    }
}
