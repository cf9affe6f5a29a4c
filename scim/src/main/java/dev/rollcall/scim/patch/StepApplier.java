package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.resource.Elements;
import dev.rollcall.scim.resource.Parts;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies strict steps, one after the other, to a working copy (7644-3.5.2-12, 7644-3.5.2-13). It knows the rules of the
 * RFC and nothing of dialects; the document that it began with is never changed.
 */
final class StepApplier {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final WorkingDocument working;
    private final UndeclaredSteps undeclared;
    private final UndeclaredElementSteps undeclaredElements;
    private final PlanningWork work;
    /** Attributes that were appended to and are not written back yet, so that many appends are one pass over the list. */
    private final Map<Attribute, Appended> appended = new IdentityHashMap<>();

    private record Appended(AttributePath path, Elements elements) {}

    StepApplier(ObjectNode current, PlanningWork work) {
        this.working = new WorkingDocument(current);
        this.undeclared = new UndeclaredSteps(working, work);
        this.undeclaredElements = new UndeclaredElementSteps(undeclared, work);
        this.work = work;
    }

    /** The document after the steps so far, in canonical form. */
    ObjectNode document(ResourceType type, Dialect dialect) {
        settleAll();
        return working.reshaped() ? CanonicalDocument.of(type, working.root(), dialect) : working.root();
    }

    /** Applies a step. Answers whether it made an element because none matched its filter. */
    boolean apply(Step step) {
        switch (step) {
            case Step.Assign assign -> assign(assign.path(), assign.value());
            case Step.Unassign unassign -> unassign(unassign.path());
            case Step.MergeParts merge -> mergeParts(merge.path(), merge.parts());
            case Step.Append append -> append(append.path(), append.elements());
            case Step.Swap swap -> swap(swap.path(), swap.elements());
            case Step.MergeElements merge -> {
                return new ElementMerge(merge, elements(merge.path()), work).applyTo(working);
            }
            case Step.RemoveElements remove -> removeMatching(
                    remove.path(),
                    remove.refusesNone(),
                    PlanningWork.tests(remove.filter()),
                    FilterMatcher.compileElement(remove.filter()));
            case Step.RemoveListed remove -> removeMatching(
                    remove.path(), false, remove.like().size(), e -> isListed(e, remove.like()));
            case Step.RemoveExtension remove -> {
                settleAll();
                working.removeMember(remove.extension().id());
            }
            case Step.RefuseMistyped mistyped -> undeclared.requireThere(mistyped);
            case Step.SetUndeclared set -> undeclared.set(set);
            case Step.RemoveUndeclared remove -> undeclared.remove(remove.target());
            case Step.MergeUndeclaredElements merge -> {
                return undeclaredElements.merge(merge);
            }
            case Step.RemoveUndeclaredElements remove -> undeclaredElements.remove(remove);
            case Step.RemoveUndeclaredListed remove -> undeclaredElements.remove(remove);
            case Step.Membership membership -> throw new IllegalArgumentException(
                    "membership is not part of the document: " + membership);
        }
        return false;
    }

    private void assign(AttributePath path, JsonNode value) {
        checkImmutable(path.attribute(), working.get(path), value, path.toString());
        working.set(path, value);
    }

    private void append(AttributePath path, List<JsonNode> added) {
        Appended open = appended.get(path.attribute());
        if (open == null) {
            List<JsonNode> present = elements(path);
            present.forEach(element -> work.look(element, 1));
            open = new Appended(path, Elements.of(path.attribute(), present));
            appended.put(path.attribute(), open);
        }
        open.elements.append(added);
    }

    private void settle(AttributePath path) {
        Appended open = appended.remove(path.attribute());
        if (open != null) {
            working.set(open.path, open.elements.toArray());
        }
    }

    private void settleAll() {
        List.copyOf(appended.values()).forEach(open -> settle(open.path));
    }

    private void unassign(AttributePath path) {
        settle(path);
        checkImmutable(path.attribute(), working.get(path), NODES.nullNode(), path.toString());
        working.remove(path);
    }

    private void mergeParts(AttributePath path, ObjectNode parts) {
        ObjectNode present = working.get(path) instanceof ObjectNode value ? value : NODES.objectNode();
        work.spend(present.size());
        checkImmutableParts(path.attribute(), present, parts, path.toString());
        working.set(path, Parts.merge(path.attribute(), present, parts));
    }

    private void swap(AttributePath path, List<JsonNode> elements) {
        settle(path);
        ArrayNode swapped = Elements.distinct(path.attribute(), elements);
        checkImmutable(path.attribute(), working.get(path), swapped, path.toString());
        working.set(path, swapped);
    }

    private void removeMatching(AttributePath path, boolean refusesNone, int tests, Predicate<JsonNode> matches) {
        List<JsonNode> present = elements(path);
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode element : present) {
            work.look(element, 1L + tests);
            if (!matches.test(element)) {
                kept.add(element);
            }
        }
        if (kept.size() == present.size()) {
            if (refusesNone) {
                throw PatchErrors.noMatch(path.toString());
            }
        } else if (kept.isEmpty()) {
            unassign(path);
        } else {
            working.set(path, NODES.arrayNode(kept.size()).addAll(kept));
        }
    }

    /** Whether the element holds all that one of the listed ones says; the listed ones say at least one thing. */
    private static boolean isListed(JsonNode element, List<JsonNode> listed) {
        for (JsonNode like : listed) {
            boolean all = like.isObject()
                    ? like.properties().stream().allMatch(p -> p.getValue().equals(element.get(p.getKey())))
                    : like.equals(element);
            if (all) {
                return true;
            }
        }
        return false;
    }

    private List<JsonNode> elements(AttributePath path) {
        settle(path);
        JsonNode value = working.get(path);
        return value.isMissingNode() ? List.of() : value.isArray() ? List.copyOf(value.values()) : List.of(value);
    }

    /** An immutable value may be set once, and set again only to what it is (7644-3.5.2-10). */
    static void checkImmutableParts(Attribute attribute, JsonNode present, ObjectNode parts, String path) {
        for (Map.Entry<String, JsonNode> part : parts.properties()) {
            attribute.subAttribute(part.getKey())
                    .ifPresent(sub -> checkImmutable(
                            sub, present.path(sub.name()), part.getValue(), path + "." + sub.name()));
        }
    }

    private static void checkImmutable(Attribute attribute, JsonNode present, JsonNode value, String path) {
        boolean set = !present.isMissingNode();
        if (attribute.mutability() == Mutability.IMMUTABLE && set && !present.equals(value)) {
            throw PatchErrors.immutable(path);
        }
    }
}
