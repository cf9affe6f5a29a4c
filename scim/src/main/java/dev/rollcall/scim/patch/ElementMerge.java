package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.filter.UndeclaredFilters;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.resource.Elements;
import dev.rollcall.scim.resource.Parts;
import dev.rollcall.scim.schema.Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One application of {@link Step.MergeElements}: parts laid over every element that matches (7644-3.5.2.3-05, -06). */
final class ElementMerge {
    private static final String PRIMARY = "primary";
    /** Looks that are as costly as merging an element and comparing it with the others. */
    private static final int COPY = 10;

    private final Step.MergeElements step;
    private final PlanningWork work;
    private final Attribute attribute;
    private final List<JsonNode> before;
    private final List<JsonNode> after = new ArrayList<>();
    private int matches;
    private int lastMatch = -1;

    ElementMerge(Step.MergeElements step, List<JsonNode> before, PlanningWork work) {
        this.step = step;
        this.work = work;
        this.attribute = step.path().attribute();
        this.before = before;
    }

    /** Writes the result. Answers whether an element was made because none matched the filter. */
    boolean applyTo(WorkingDocument working) {
        Predicate<JsonNode> filter = step.filter().map(FilterMatcher::compileElement).orElse(e -> true);
        int looks = step.filter().map(PlanningWork::tests).orElse(0) + COPY;
        for (JsonNode element : before) {
            work.look(element, looks);
            if (filter.test(element)) {
                matches++;
                work.spend(step.parts().size());
                merge(element);
            } else {
                after.add(element);
            }
        }
        boolean created = matches == 0 && createMissing();
        if (matches > 0 || created) {
            write(working);
        }
        return created && step.filter().isPresent();
    }

    private void merge(JsonNode element) {
        JsonNode merged = merged(element);
        boolean gone = merged.isNull() || merged.isObject() && merged.isEmpty();
        if (!gone && !lostItsPoint(element, merged) && !(step.dropsHusks() && isHusk(element, merged))) {
            lastMatch = after.size();
            after.add(merged);
        }
    }

    private JsonNode merged(JsonNode element) {
        if (element instanceof ObjectNode object) {
            StepApplier.checkImmutableParts(attribute, object, step.parts(), step.path().toString());
            return Parts.merge(attribute, object, step.parts());
        }
        JsonNode value = step.parts().get("value");
        return value == null ? element : value;
    }

    /** Whether an element lost its {@code value}, where that is what its attribute is about: nothing is left to say. */
    private boolean lostItsPoint(JsonNode element, JsonNode merged) {
        return attribute.multiValued()
                && attribute.subAttribute("value").isPresent()
                && element.has("value")
                && !merged.has("value");
    }

    /**
     * Whether clearing has left an element that says nothing any more (entra.md 3.10): the labels of something that is
     * gone. A {@code value} is never a mere label.
     */
    private boolean isHusk(JsonNode element, JsonNode merged) {
        if (!merged.isObject() || merged.size() >= element.size()) {
            return false;
        }
        Set<String> labels = new HashSet<>(Set.of("type", PRIMARY));
        step.filter()
                .flatMap(ElementTemplate::of)
                .ifPresent(template -> labels.addAll(template.propertyNames()));
        labels.remove("value");
        return labels.containsAll(merged.propertyNames());
    }

    private boolean createMissing() {
        if (step.ifNone() != Step.IfNone.PASS) {
            // An element is never made of a mistyped name.
            step.filter().ifPresent(filter -> UndeclaredFilters.requireKeys(filter, before, step.path()));
        }
        return switch (step.ifNone()) {
            case PASS -> false;
            case REFUSE -> throw noMatch();
            case CREATE -> {
                JsonNode element = newElement();
                if (!attribute.multiValued() && !before.isEmpty()) {
                    throw noMatch();
                }
                lastMatch = after.size();
                after.add(element);
                yield true;
            }
        };
    }

    private JsonNode newElement() {
        Optional<Filter> filter = step.filter();
        ObjectNode template = filter.isEmpty()
                ? JsonNodeFactory.instance.objectNode()
                : ElementTemplate.of(filter.get()).orElseThrow(this::noMatch);
        ObjectNode element = Parts.merge(attribute, template, step.parts());
        return attribute.complex() ? element : element.path("value");
    }

    private void write(WorkingDocument working) {
        AttributePath path = step.path();
        if (!attribute.multiValued()) {
            working.set(path, after.isEmpty() ? JsonNodeFactory.instance.objectNode() : after.getFirst());
            return;
        }
        List<JsonNode> elements = after;
        boolean primary = lastMatch >= 0 && after.get(lastMatch).path(PRIMARY).booleanValue(false);
        if (primary && (matches == 0 || step.parts().path(PRIMARY).booleanValue(false))) {
            if (matches > 1) {
                throw Elements.severalPrimaries(attribute);
            }
            elements = Elements.withOnePrimary(after, lastMatch);
        }
        // Elements that have become the same are one, so that a resource read and put back is unchanged.
        working.set(path, Elements.distinct(attribute, elements));
    }

    private ScimException noMatch() {
        return PatchErrors.noMatch(step.path().toString());
    }
}
