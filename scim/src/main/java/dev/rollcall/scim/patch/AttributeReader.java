package dev.rollcall.scim.patch;

import dev.rollcall.scim.patch.PatchOperation.Kind;
import dev.rollcall.scim.patch.Step.IfNone;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.resource.ValueReader;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads operations on declared attributes, members of a group aside, into steps (RFC 7644 sections 3.5.2.1 to 3.5.2.3). */
final class AttributeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RequestDialect dialect;
    private final ValueReader values;

    AttributeReader(RequestDialect dialect) {
        this.dialect = dialect;
        this.values = new ValueReader(dialect);
    }

    /** The steps of a remove, with a value list that some clients send along. */
    List<Step> remove(AttributePath path, Optional<JsonNode> listed, String where) {
        if (path.attribute().required() && path.subAttribute().isEmpty()) {
            throw PatchErrors.required(path.toString());
        }
        if (path.subAttribute().isPresent()) {
            return clearPart(path.withoutSubAttribute(), path.leaf().name());
        }
        boolean byValue = path.attribute().multiValued() && listed.filter(v -> !v.isNull()).isPresent();
        return List.of(byValue ? removeListed(path, listed.orElseThrow(), where) : new Step.Unassign(path));
    }

    /** The steps of a remove of one part, declared or not, of an attribute. */
    static List<Step> clearPart(AttributePath whole, String part) {
        ObjectNode parts = NODES.objectNode().putNull(part);
        return List.of(
                whole.attribute().multiValued()
                        ? new Step.MergeElements(whole, Optional.empty(), parts, IfNone.PASS, false)
                        : new Step.MergeParts(whole, parts));
    }

    private Step removeListed(AttributePath path, JsonNode listed, String where) {
        if (!dialect.allows(Tolerance.REMOVE_BY_VALUE, where)) {
            throw PatchErrors.invalidValue(
                    Excerpt.of(where) + " removes " + path + " and has a value besides, which the protocol"
                            + " gives no meaning. Use a path with a filter, or leave the value out to remove all.");
        }
        return new Step.RemoveListed(
                path, values.elements(path.attribute(), listed, path.toString(), where, true));
    }

    /** The steps of an add or replace. */
    List<Step> assign(Kind kind, AttributePath path, JsonNode value, String where) {
        checkActive(path, value);
        if (path.subAttribute().isPresent()) {
            return assignPart(path.withoutSubAttribute(), path.leaf().name(), value, where);
        }
        Attribute attribute = path.attribute();
        if (attribute.multiValued()) {
            return elements(kind, path, value, where);
        }
        if (!attribute.complex()) {
            return List.of(
                    values.simple(attribute, value, path.toString(), where)
                            .<Step>map(v -> new Step.Assign(path, v))
                            .orElseGet(() -> new Step.Unassign(path)));
        }
        if (values.unassigns(value, where)) {
            return List.of(new Step.Unassign(path));
        }
        return merge(path, values.parts(attribute, value, path.toString(), where));
    }

    /** Null says neither yes nor no, and nobody's account is switched on by a guess. */
    private static void checkActive(AttributePath path, JsonNode value) {
        if (path.is("active") && (value.isNull() || value.isArray() && value.isEmpty())) {
            throw PatchErrors
                    .invalidValue("active must be true or false. Correct the mapping of active in your identity"
                            + " provider.");
        }
    }

    private List<Step> elements(Kind kind, AttributePath path, JsonNode value, String where) {
        List<JsonNode> elements = values.elements(path.attribute(), value, path.toString(), where, kind == Kind.ADD);
        if (!elements.isEmpty()) {
            return List.of(kind == Kind.ADD ? new Step.Append(path, elements) : new Step.Swap(path, elements));
        }
        return kind == Kind.ADD ? List.of() : List.of(new Step.Unassign(path));
    }

    /** The steps of an add or replace of one part, declared or not, of an attribute. */
    List<Step> assignPart(AttributePath whole, String part, JsonNode value, String where) {
        ObjectNode named = NODES.objectNode().set(part, value);
        if (!whole.attribute().multiValued()) {
            return merge(whole, values.parts(whole.attribute(), named, whole.toString(), where));
        }
        ObjectNode parts = values.elementParts(whole.attribute(), named, whole.toString(), where);
        IfNone ifNone = clears(parts) ? IfNone.PASS : IfNone.CREATE;
        return List.of(new Step.MergeElements(whole, Optional.empty(), parts, ifNone, clears(parts)));
    }

    private static List<Step> merge(AttributePath path, ObjectNode parts) {
        return parts.isEmpty() ? List.of() : List.of(new Step.MergeParts(path, parts));
    }

    /** The steps of a remove through a filter. */
    List<Step> removeElements(PatchPath.ToElements path) {
        if (path.part().isEmpty()) {
            return List.of(new Step.RemoveElements(path.attribute(), path.filter(), false));
        }
        ObjectNode parts = NODES.objectNode().putNull(path.part().get());
        return List.of(
                new Step.MergeElements(path.attribute(), Optional.of(path.filter()), parts, IfNone.PASS, false));
    }

    /** The steps of an add or replace through a filter. */
    List<Step> assignElements(PatchPath.ToElements path, JsonNode value, String where) {
        AttributePath whole = path.attribute();
        if (path.part().isEmpty() && values.unassigns(value, where)) {
            return List.of(new Step.RemoveElements(whole, path.filter(), refusesNone(value)));
        }
        if (path.part().isEmpty() && whole.attribute().multiValued() && !value.isContainer()) {
            throw PatchErrors.invalidValue(Excerpt.of(where) + " must be an object with sub-attributes of " + whole
                    + ", as the path selects whole elements.");
        }
        JsonNode named = path.part()
                .<JsonNode>map(part -> NODES.objectNode().set(part, value))
                .orElse(value);
        ObjectNode parts = whole.attribute().multiValued()
                ? values.elementParts(whole.attribute(), named, whole.toString(), where)
                : values.parts(whole.attribute(), named, whole.toString(), where);
        if (parts.isEmpty()) {
            return List.of();
        }
        boolean clears = clears(parts);
        return List.of(
                new Step.MergeElements(whole, Optional.of(path.filter()), parts, ifNone(clears), clears));
    }

    /** Entra clears what is not there with null or an empty text; whoever sends an empty list means a target. */
    private boolean refusesNone(JsonNode value) {
        return value.isArray() || !dialect.dialect().has(Tolerance.CREATE_MISSING_ELEMENT);
    }

    private IfNone ifNone(boolean clears) {
        if (!dialect.dialect().has(Tolerance.CREATE_MISSING_ELEMENT)) {
            return IfNone.REFUSE;
        }
        return clears ? IfNone.PASS : IfNone.CREATE;
    }

    private static boolean clears(ObjectNode parts) {
        return parts.values().stream().allMatch(JsonNode::isNull);
    }
}
