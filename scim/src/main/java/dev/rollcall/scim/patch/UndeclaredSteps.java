package dev.rollcall.scim.patch;

import dev.rollcall.scim.path.AnyCaseMembers;
import dev.rollcall.scim.resource.UndeclaredValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies the steps about what no schema declares. Names find what is there in any case. What is there never gives way to
 * something of another form that merely goes through it: a text under a URN is no extension, a text has no parts.
 */
final class UndeclaredSteps {
    private final WorkingDocument working;
    private final PlanningWork work;
    /** Lists that were made here and nobody else holds, so that they can grow in place, each with its elements as text. */
    private final Map<ArrayNode, Set<String>> ownLists = new IdentityHashMap<>();
    /** Objects that were made here and nobody else holds, so that they can grow in place, each with its members. */
    private final Map<ObjectNode, AnyCaseMembers> ownObjects = new IdentityHashMap<>();

    UndeclaredSteps(WorkingDocument working, PlanningWork work) {
        this.working = working;
        this.work = work;
    }

    /** Passes when there is something already. */
    void requireThere(Step.RefuseMistyped step) {
        UndeclaredTarget target = step.target();
        JsonNode whole = value(target);
        boolean there = target.part()
                .map(part -> whole instanceof ObjectNode object && object.has(key(object, part)))
                .orElse(!whole.isMissingNode());
        if (!there) {
            throw MistypedNames.refusal(target.toString(), step.meant());
        }
    }

    void set(Step.SetUndeclared step) {
        working.reshape();
        UndeclaredTarget target = step.target();
        if (target.name().isEmpty()) {
            mergeContainer(target, step);
            return;
        }
        JsonNode present = value(target);
        if (target.part().isPresent()) {
            put(target, withPart(target, present, step));
            return;
        }
        boolean extension = target.container().isEmpty() && target.name().get().indexOf(':') >= 0;
        if (extension && present.isObject() && !step.value().isObject()) {
            throw PatchErrors.holdsOther(target.toString(), "an extension with attributes");
        }
        put(target, step.add() ? added(present, step.value()) : step.value());
    }

    private void mergeContainer(UndeclaredTarget target, Step.SetUndeclared step) {
        ObjectNode container = container(key(working.root(), target.container().orElseThrow()));
        work.lookAtNames(container);
        AnyCaseMembers members = new AnyCaseMembers(container);
        step.value().properties().forEach(e -> {
            String name = members.key(e.getKey()).orElse(e.getKey());
            members.setExactly(name, step.add() ? added(container.path(name), e.getValue()) : e.getValue());
        });
    }

    /** The value with the part set: in the object, or in each object of a list. */
    private JsonNode withPart(UndeclaredTarget target, JsonNode present, Step.SetUndeclared step) {
        String part = target.part().orElseThrow();
        if (present instanceof ArrayNode list && list.valueStream().anyMatch(JsonNode::isObject)) {
            ArrayNode all = list.arrayNode(list.size());
            for (JsonNode element : list) {
                work.look(element, 1);
                all.add(element.isObject() ? withPart(element, part, step) : element);
            }
            return all;
        }
        if (!present.isObject() && !present.isMissingNode()) {
            throw PatchErrors.holdsOther(target.withoutPart().toString(), "a value without parts");
        }
        return withPart(present, part, step);
    }

    private ObjectNode withPart(JsonNode present, String part, Step.SetUndeclared step) {
        AnyCaseMembers whole = own(present);
        String name = whole.key(part).orElse(part);
        whole.setExactly(name, step.add() ? added(whole.object().path(name), step.value()) : step.value());
        return whole.object();
    }

    void remove(UndeclaredTarget target) {
        working.reshape();
        Optional<String> whole = target.part().isEmpty()
                ? WorkingDocument.key(working.root(), target.toString())
                : Optional.empty();
        if (whole.isPresent()) {
            working.removeMember(whole.get());
        } else if (target.name().isPresent()) {
            JsonNode present = value(target);
            target.part().ifPresentOrElse(part -> removePart(target, present, part), () -> clear(target));
        }
    }

    private void removePart(UndeclaredTarget target, JsonNode present, String part) {
        if (present instanceof ArrayNode list) {
            List<JsonNode> left = new ArrayList<>();
            for (JsonNode element : list) {
                work.look(element, 1);
                left.add(element instanceof ObjectNode object ? withoutPart(object, part) : element);
            }
            putElements(target, left.stream().filter(element -> !element.isObject() || !element.isEmpty()).toList());
        } else if (present instanceof ObjectNode object) {
            ObjectNode left = withoutPart(object, part);
            if (left.isEmpty()) {
                clear(target);
            } else {
                put(target, left);
            }
        }
    }

    private ObjectNode withoutPart(ObjectNode object, String part) {
        AnyCaseMembers left = own(object);
        left.remove(part);
        return left.object();
    }

    /** The value of a whole attribute; a missing node when there is none. */
    JsonNode value(UndeclaredTarget target) {
        JsonNode holder = target.container()
                .<JsonNode>map(container -> working.root().path(key(working.root(), container)))
                .orElse(working.root());
        return holder instanceof ObjectNode object
                ? object.path(key(object, target.name().orElseThrow()))
                : MissingNode.getInstance();
    }

    /** Puts a value in the place of that of a whole attribute. */
    void put(UndeclaredTarget target, JsonNode value) {
        working.reshape();
        ObjectNode holder = target.container().map(this::extension).orElse(working.root());
        holder.set(key(holder, target.name().orElseThrow()), value);
    }

    /** Puts elements in the place of a list, or clears it. */
    void putElements(UndeclaredTarget target, List<JsonNode> elements) {
        if (elements.isEmpty()) {
            clear(target);
        } else {
            UndeclaredValues.requireFew(elements.size());
            put(target, JsonNodeFactory.instance.arrayNode(elements.size()).addAll(elements));
        }
    }

    /** Takes a whole attribute out, and its container when nothing else is in it. */
    void clear(UndeclaredTarget target) {
        if (value(target).isMissingNode()) {
            return;
        }
        working.reshape();
        ObjectNode holder = target.container().map(this::extension).orElse(working.root());
        String name = key(holder, target.name().orElseThrow());
        if (holder != working.root()) {
            holder.remove(name);
            if (holder.isEmpty()) {
                working.removeMember(key(working.root(), target.container().orElseThrow()));
            }
        } else {
            working.removeMember(name);
        }
    }

    private ObjectNode extension(String container) {
        String name = key(working.root(), container);
        JsonNode present = working.root().path(name);
        if (!present.isMissingNode() && !present.isObject()) {
            throw PatchErrors.holdsOther(container, "a value of its own and no attributes");
        }
        return container(name);
    }

    /** The container, ready to be written to: by whoever asks for it, so that it is no own object any more. */
    private ObjectNode container(String key) {
        ObjectNode container = working.container(key);
        ownObjects.remove(container);
        return container;
    }

    private String key(ObjectNode object, String name) {
        if (!object.has(name)) {
            work.lookAtNames(object);
        }
        return WorkingDocument.key(object, name).orElse(name);
    }

    /** The members of the object, if it is one that was made here, else of a copy of it that was. */
    private AnyCaseMembers own(JsonNode value) {
        AnyCaseMembers known = value instanceof ObjectNode object ? ownObjects.get(object) : null;
        if (known != null) {
            return known;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        if (value instanceof ObjectNode object) {
            work.spend(object.size());
            copy.setAll(object);
        }
        AnyCaseMembers members = new AnyCaseMembers(copy);
        ownObjects.put(copy, members);
        return members;
    }

    private ArrayNode own(ArrayNode list) {
        if (ownLists.containsKey(list)) {
            return list;
        }
        work.look(list, 1);
        ArrayNode copy = list.arrayNode(list.size()).addAll(list);
        Set<String> known = new HashSet<>();
        copy.forEach(element -> known.add(element.toString()));
        ownLists.put(copy, known);
        return copy;
    }

    private JsonNode added(JsonNode present, JsonNode value) {
        if (present instanceof ArrayNode list && value instanceof ArrayNode more) {
            ArrayNode all = own(list);
            Set<String> known = ownLists.getOrDefault(all, Set.of());
            for (JsonNode element : more) {
                if (known.add(element.toString())) {
                    all.add(element);
                }
            }
            UndeclaredValues.requireFew(all.size());
            return all;
        }
        if (present.isObject() && value instanceof ObjectNode more) {
            AnyCaseMembers all = own(present);
            more.properties().forEach(member -> all.set(member.getKey(), member.getValue()));
            return all.object();
        }
        return value;
    }
}
