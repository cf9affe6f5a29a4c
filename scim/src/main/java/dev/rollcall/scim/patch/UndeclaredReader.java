package dev.rollcall.scim.patch;

import dev.rollcall.scim.patch.PatchOperation.Kind;
import dev.rollcall.scim.patch.Step.IfNone;
import dev.rollcall.scim.path.UndeclaredName;
import dev.rollcall.scim.resource.UndeclaredValues;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
     *     over, and none is taken for a mistake
     */
    List<Step> read(Kind kind, UndeclaredName path, JsonNode value, String where, boolean inValue) {
        Optional<String> container = path.container().flatMap(this::registered);
        boolean reserved = container.isEmpty() && UndeclaredValues.isReserved(path.name());
        if (holdsPassword(path) || reserved && inValue && dialect.allows(Tolerance.READ_ONLY_IN_VALUE, where)) {
            return List.of();
        }
        Optional<Step.RefuseMistyped> doubt = inValue ? Optional.empty() : doubt(kind, path, container);
        requireKept(path, reserved, doubt, where);
        return Stream.<Step>concat(doubt.stream(), steps(kind, target(path, container, value), value, where).stream())
                .toList();
    }

    /** The steps of an operation on elements of a list that no schema declares. */
    List<Step> readElements(
            Kind kind, PatchPath.ToUndeclaredElements path, JsonNode value, String where, boolean inValue) {
        UndeclaredName name = path.name();
        Optional<String> container = name.container().flatMap(this::registered);
        if (holdsPassword(name) || path.part().filter(UndeclaredValues::isPassword).isPresent()) {
            return List.of();
        }
        Optional<Step.RefuseMistyped> doubt = inValue ? Optional.empty() : doubt(kind, name, container);
        requireKept(name, container.isEmpty() && UndeclaredValues.isReserved(name.name()), doubt, where);
        return Stream.<Step>concat(doubt.stream(), Stream.of(elementStep(kind, path, container, value, where)))
                .toList();
    }

    private Step elementStep(Kind kind, PatchPath.ToUndeclaredElements path, Optional<String> container, JsonNode value,
            String where) {
        UndeclaredName name = path.name();
        UndeclaredTarget list = new UndeclaredTarget(container, Optional.of(name.name()), Optional.empty());
        Optional<JsonNode> kept = kind == Kind.REMOVE ? Optional.empty() : UndeclaredValues.read(value);
        boolean removes = kept.isEmpty() && path.part().isEmpty();
        if (removes) {
            // As with declared lists: whoever sends an empty list means a target.
            return new Step.RemoveUndeclaredElements(list, path.filter(), value.isArray());
        }
        Optional<JsonNode> merged = path.part().isPresent() ? kept : kept.map(given -> single(list, given, where));
        return new Step.MergeUndeclaredElements(list, path.filter(), path.part(), merged, ifNone(merged));
    }

    private JsonNode single(UndeclaredTarget list, JsonNode value, String where) {
        if (!value.isArray()) {
            return value;
        }
        if (value.size() > 1 || !dialect.allows(Tolerance.ARRAY_FOR_SINGLE, where)) {
            throw PatchErrors.invalidValue(Excerpt.of(where) + " must be one element of " + Excerpt.of(list.toString())
                    + ", not a list, as the path selects elements.");
        }
        return value.get(0);
    }

    private IfNone ifNone(Optional<JsonNode> value) {
        if (value.isEmpty()) {
            return IfNone.PASS;
        }
        return dialect.dialect().has(Tolerance.CREATE_MISSING_ELEMENT) ? IfNone.CREATE : IfNone.REFUSE;
    }

    private static boolean holdsPassword(UndeclaredName path) {
        return UndeclaredValues.isPassword(path.name())
                || path.subAttribute().filter(UndeclaredValues::isPassword).isPresent()
                || path.container().filter(UndeclaredValues::isPassword).isPresent();
    }

    /** What has to be seen to before the steps, when the path looks like a mistake. */
    private Optional<Step.RefuseMistyped> doubt(Kind kind, UndeclaredName path, Optional<String> container) {
        UndeclaredTarget named = new UndeclaredTarget(container, Optional.of(path.name()), path.subAttribute());
        return MistypedNames.of(type, container, path, kind == Kind.REMOVE)
                .map(mistake -> new Step.RefuseMistyped(
                        mistake.byPart() ? named : named.withoutPart(), mistake.meant()));
    }

    private void requireKept(UndeclaredName path, boolean reserved, Optional<Step.RefuseMistyped> doubt, String where) {
        if (reserved || !dialect.allows(Tolerance.UNDECLARED_KEPT, where)) {
            throw doubt.map(mistyped -> MistypedNames.refusal(text(path), mistyped.meant()))
                    .orElseGet(() -> PatchErrors.undeclared(text(path)));
        }
    }

    /** The steps of a value under the URN of an extension that no schema declares. */
    List<Step> readContainer(Kind kind, String urn, JsonNode value, String where) {
        if (UndeclaredValues.isPassword(urn)) {
            return List.of();
        }
        if (!dialect.allows(Tolerance.UNDECLARED_KEPT, where)) {
            throw PatchErrors.undeclared(urn);
        }
        return steps(kind, UndeclaredTarget.container(urn), value, where);
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

    private List<Step> steps(Kind kind, UndeclaredTarget target, JsonNode value, String where) {
        if (kind == Kind.REMOVE) {
            return value.isNull() ? List.of(new Step.RemoveUndeclared(target)) : removeListed(target, value, where);
        }
        return List.of(
                UndeclaredValues.read(value)
                        .<Step>map(kept -> new Step.SetUndeclared(target, kept, kind == Kind.ADD))
                        .orElseGet(() -> new Step.RemoveUndeclared(target)));
    }

    private List<Step> removeListed(UndeclaredTarget target, JsonNode value, String where) {
        boolean list = value.isArray() && target.name().isPresent() && target.part().isEmpty();
        if (!list || !dialect.allows(Tolerance.REMOVE_BY_VALUE, where)) {
            throw PatchErrors.invalidValue("A remove of " + Excerpt.of(target.toString()) + " has a value besides."
                    + " Leave the value out to remove all of it, or replace it with what is to stay.");
        }
        List<JsonNode> listed = new ArrayList<>();
        for (JsonNode element : value) {
            UndeclaredValues.read(element).ifPresent(listed::add);
        }
        return listed.isEmpty()
                ? List.of()
                : List.of(new Step.RemoveUndeclaredListed(target, List.copyOf(listed)));
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

    private static String text(UndeclaredName path) {
        return path.container().map(c -> c + ":").orElse("")
                + path.name()
                + path.subAttribute().map(s -> "." + s).orElse("");
    }
}
