package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterMatcher;
import dev.rollcall.scim.patch.Step.IfNone;
import dev.rollcall.scim.path.AnyCaseMembers;
import dev.rollcall.scim.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies the steps about elements of lists that no schema declares, by the form of the JSON that is there: a value that is
 * no list is its own only element, and an element that is no object is its own {@code value}.
 */
final class UndeclaredElementSteps {
    private static final String VALUE = "value";
    /** Looks that are as costly as merging an element. */
    private static final int COPY = 10;

    private final UndeclaredSteps undeclared;
    private final PlanningWork work;

    UndeclaredElementSteps(UndeclaredSteps undeclared, PlanningWork work) {
        this.undeclared = undeclared;
        this.work = work;
    }

    /** Applies a merge. Answers whether it made an element because none matched its filter. */
    boolean merge(Step.MergeUndeclaredElements step) {
        JsonNode present = undeclared.value(step.list());
        List<JsonNode> before = elements(present);
        Predicate<JsonNode> matches = FilterMatcher.compileElement(step.filter());
        int looks = PlanningWork.tests(step.filter()) + COPY;
        List<JsonNode> after = new ArrayList<>();
        boolean matched = false;
        for (JsonNode element : before) {
            work.look(element, looks);
            boolean match = matches.test(element);
            matched |= match;
            if (match) {
                work.spend(parts(step));
            }
            (match ? merged(step, element) : Optional.of(element)).ifPresent(after::add);
        }
        boolean created = !matched && creates(step);
        if (created) {
            after.add(created(step, before));
        }
        if (matched || created) {
            put(step.list(), present, after);
        }
        return created;
    }

    /** Takes out the elements that match. */
    void remove(Step.RemoveUndeclaredElements step) {
        int tests = PlanningWork.tests(step.filter());
        boolean removed = removeAll(step.list(), tests, FilterMatcher.compileElement(step.filter()));
        if (!removed && step.refusesNone()) {
            throw PatchErrors.noMatch(step.list().toString());
        }
    }

    /** Takes out what is listed. */
    void remove(Step.RemoveUndeclaredListed step) {
        JsonNode present = undeclared.value(step.list());
        if (present.isObject() && step.list().container().isEmpty() && step.list().toString().indexOf(':') >= 0) {
            throw PatchErrors.holdsOther(step.list().toString(), "an extension with attributes, and no list");
        }
        if (present.isArray()) {
            removeAll(step.list(), step.like().size(), element -> isListed(element, step.like()));
        } else if (!present.isMissingNode()) {
            removeSingle(step, present);
        }
    }

    /** Takes out what is no list when it is equal to what is listed: nobody can say which part of it a value means. */
    private void removeSingle(Step.RemoveUndeclaredListed step, JsonNode present) {
        work.look(present, 1L + step.like().size());
        if (!step.like().contains(present)) {
            throw PatchErrors.invalidValue(Excerpt.of(step.list().toString())
                    + " is no list, and the value of the remove is"
                    + " not what it holds. Leave the value out to remove all of it, or name in path the part to remove.");
        }
        undeclared.clear(step.list());
    }

    private boolean removeAll(UndeclaredTarget list, int tests, Predicate<JsonNode> matches) {
        JsonNode present = undeclared.value(list);
        List<JsonNode> before = elements(present);
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode element : before) {
            work.look(element, 1L + tests);
            if (!matches.test(element)) {
                kept.add(element);
            }
        }
        if (kept.size() < before.size()) {
            put(list, present, kept);
        }
        return kept.size() < before.size();
    }

    /** Whether the element is, or holds all that is said by, one of these; a text is the same as an object of that value. */
    private static boolean isListed(JsonNode element, List<JsonNode> listed) {
        return listed.stream().anyMatch(like -> like.equals(element) || holds(element, like));
    }

    private static boolean holds(JsonNode element, JsonNode like) {
        if (!like.isObject()) {
            return element.isObject() && like.equals(element.get(VALUE));
        }
        if (!element.isObject()) {
            return like.size() == 1 && element.equals(like.get(VALUE));
        }
        return like.properties().stream().allMatch(part -> part.getValue().equals(element.get(part.getKey())));
    }

    private static List<JsonNode> elements(JsonNode present) {
        if (present.isMissingNode()) {
            return List.of();
        }
        return present.isArray() ? List.copyOf(present.values()) : List.of(present);
    }

    private void put(UndeclaredTarget list, JsonNode before, List<JsonNode> after) {
        boolean single = !before.isArray() && !before.isMissingNode() && after.size() == 1;
        if (single) {
            undeclared.put(list, after.getFirst());
        } else {
            undeclared.putElements(list, after);
        }
    }

    /** The element after the merge; empty when it lost its {@code value} or all that it had, so that nothing is left to say. */
    private static Optional<JsonNode> merged(Step.MergeUndeclaredElements step, JsonNode element) {
        if (!(element instanceof ObjectNode object)) {
            boolean whole = step.part().map(VALUE::equalsIgnoreCase).orElse(true);
            if (!whole || step.value().filter(JsonNode::isObject).isPresent()) {
                throw PatchErrors.holdsOther(step.list().toString(), "plain values without parts");
            }
            return step.value();
        }
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        merged.setAll(object);
        AnyCaseMembers members = new AnyCaseMembers(merged);
        if (step.part().isPresent()) {
            set(members, step.part().get(), step.value());
        } else {
            layOver(members, step);
        }
        boolean lostItsPoint = object.has(VALUE) && !merged.has(VALUE);
        return lostItsPoint || merged.isEmpty() ? Optional.empty() : Optional.of(merged);
    }

    private static void layOver(AnyCaseMembers element, Step.MergeUndeclaredElements step) {
        if (!(step.value().orElseThrow() instanceof ObjectNode parts)) {
            throw PatchErrors
                    .invalidValue("What is laid over an element of " + step.list() + " that is an object must be an"
                            + " object too. Send its parts, for example {\"value\":\"x\"}.");
        }
        parts.properties().forEach(part -> set(element, part.getKey(), Optional.of(part.getValue())));
    }

    private static void set(AnyCaseMembers element, String part, Optional<JsonNode> value) {
        value.ifPresentOrElse(given -> element.set(part, given), () -> element.remove(part));
    }

    /** How many parts the step lays over each element. */
    private static int parts(Step.MergeUndeclaredElements step) {
        return step.part().isPresent() ? 1 : step.value().map(JsonNode::size).orElse(0);
    }

    private static boolean creates(Step.MergeUndeclaredElements step) {
        if (step.ifNone() == IfNone.REFUSE) {
            throw PatchErrors.noMatch(step.list().toString());
        }
        return step.ifNone() == IfNone.CREATE;
    }

    private static JsonNode created(Step.MergeUndeclaredElements step, List<JsonNode> others) {
        Filter filter = step.filter();
        ObjectNode template = ElementTemplate.of(filter)
                .orElseThrow(() -> PatchErrors.noMatch(step.list().toString()));
        boolean plain = !others.isEmpty() && others.stream().noneMatch(JsonNode::isObject);
        Optional<JsonNode> said = plain && template.size() == 1 ? Optional.ofNullable(template.get(VALUE))
                : Optional.empty();
        return merged(step, said.orElse(template)).orElseThrow(() -> PatchErrors.noMatch(step.list().toString()));
    }
}
