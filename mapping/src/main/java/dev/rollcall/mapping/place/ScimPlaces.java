package dev.rollcall.mapping.place;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.patch.PatchPath;
import dev.rollcall.scim.patch.PatchPathParser;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.path.UndeclaredName;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the SCIM side of a row.
 *
 * <p>Names are matched in any case. A dot or a colon may follow the URN of an extension, declared or not. What a schema declares must
 * be declared; below the URN of an extension that no schema declares, any name may stand, because such extensions are kept as they
 * come. Attributes that are computed, belong to the service, or are never stored are refused.
 */
public final class ScimPlaces {
    private static final FilterLimits LIMITS = new FilterLimits(1_024, 5, 20);
    private static final Dialect DIALECT = Dialect.of(
            Set.of(Tolerance.BOOLEAN_STRING, Tolerance.UNDECLARED_KEPT));
    /** The URN of a schema and a dot: {@code urn:example:2.0:User.badge}. */
    private static final Pattern DOT_AFTER_URN = Pattern.compile(
            "(urn(?::[^:\\s\\[\\]\"]+)+:\\d+(?:\\.\\d+)*:[^:.\\s\\[\\]\"]+)\\.(.+)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final ResourceType type;
    private final LikelyPaths likely;

    /** The places of that type's resources. */
    public ScimPlaces(ResourceType type) {
        this.type = type;
        this.likely = new LikelyPaths(type);
    }

    /**
     * The place that the path names.
     *
     * @throws PlaceException when it names none
     */
    public ScimPlace parse(String path) {
        try {
            return place(path, PatchPathParser.parse(
                    withColonAfterUrn(path), type, DIALECT, new FiredTolerances(), "mapping", LIMITS));
        } catch (ScimException e) {
            throw new PlaceException(e.detail());
        }
    }

    /** The path as a PATCH names it: with a colon between the URN of an extension and the name, where a row may have a dot. */
    public static String withColonAfterUrn(String path) {
        int bracket = path.indexOf('[');
        String head = bracket < 0 ? path : path.substring(0, bracket);
        Matcher dotted = DOT_AFTER_URN.matcher(head);
        return dotted.matches() ? dotted.group(1) + ":" + path.substring(dotted.start(2)) : path;
    }

    private ScimPlace place(String text, PatchPath path) {
        return switch (path) {
            case PatchPath.ToAttribute(AttributePath attribute) -> attribute(attribute);
            case PatchPath.ToElements(AttributePath list, var filter, Optional<String> part) -> {
                requireMappable(list);
                part.ifPresent(name -> requirePart(list, name));
                yield new ElementPlace(ElementList.of(list), ElementSelector.of(brackets(text), filter), part);
            }
            case PatchPath.ToPart(AttributePath attribute, String part) -> {
                requirePart(attribute, part);
                throw new IllegalStateException("The part " + part + " is declared after all");
            }
            case PatchPath.ToExtension(var schema) -> throw new PlaceException(
                    "It names a whole extension; name one of its attributes, for example " + schema.id() + "."
                            + schema.attributes().getFirst().name() + ".");
            case PatchPath.ToUndeclared(UndeclaredName name) -> AttributePlace.undeclared(keys(text, name));
            case PatchPath.ToUndeclaredElements(UndeclaredName list, var filter, Optional<String> part) ->
                new ElementPlace(
                        ElementList.undeclared(keys(text, list)), ElementSelector.of(brackets(text), filter), part);
        };
    }

    private ScimPlace attribute(AttributePath path) {
        Attribute attribute = path.attribute();
        if (ReferencePlace.fits(attribute)) {
            if (path.subAttribute().filter(sub -> !sub.name().equals("value")).isPresent()) {
                throw new PlaceException(
                        "Rollcall computes " + path + " when it answers; map " + path.withoutSubAttribute()
                                + ", which is the id of that user.");
            }
            return new ReferencePlace(path);
        }
        requireMappable(path);
        return attribute.multiValued() && path.subAttribute().isPresent()
                ? new AllElementsPlace(path)
                : AttributePlace.declared(path);
    }

    /** What belongs to the service, is computed when it is answered, or is never stored. */
    private static void requireMappable(AttributePath path) {
        String name = path.attribute().name();
        if (path.extension().isEmpty() && name.equals("groups")) {
            throw new PlaceException("The groups of a user are computed from the members of groups; read them at "
                    + "/api/v2/users/{id}/groups instead.");
        }
        if (path.attribute().mutability() == Mutability.WRITE_ONLY) {
            throw new PlaceException(
                    "A " + name + " is never stored, so that there is nothing to map; leave the row out.");
        }
        boolean service = path.attribute().mutability() == Mutability.READ_ONLY
                || path.extension().isEmpty() && Set.of("id", "meta", "schemas").contains(name);
        if (service) {
            throw new PlaceException(
                    "Rollcall itself makes " + name + "; leave the row out. The profile has user_id, created_at "
                            + "and updated_at without any row.");
        }
        path.subAttribute().filter(sub -> sub.mutability() == Mutability.READ_ONLY).ifPresent(sub -> {
            throw new PlaceException(
                    "Rollcall computes " + path + " when it answers; map another part of " + name + ".");
        });
    }

    private void requirePart(AttributePath attribute, String part) {
        if (AttributePaths.subAttribute(attribute.attribute(), part).isEmpty()) {
            throw new PlaceException(likely.unknownPart(attribute, part));
        }
    }

    /** The keys of what stands in an extension that no schema declares; everything else must be declared. */
    private List<String> keys(String text, UndeclaredName name) {
        Optional<String> container = name.container();
        if (container.isEmpty()
                || type.schema(container.get()).isPresent()
                || likely.isMeantForDeclared(container.get())) {
            throw new PlaceException(likely.unknown(Excerpt.of(text), name));
        }
        return Stream.concat(Stream.of(container.get(), name.name()), name.subAttribute().stream()).toList();
    }

    private static String brackets(String text) {
        int bracket = text.indexOf('[');
        return bracket < 0 ? text : text.substring(bracket + 1, text.lastIndexOf(']'));
    }
}
