package dev.rollcall.scim.patch;

import dev.rollcall.scim.resource.UndeclaredValues;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Applies the steps about what no schema declares. Names find what is there in any case. */
final class UndeclaredSteps {
    private final WorkingDocument working;
    private final PlanningWork work;
    /** Lists that were made here and nobody else holds, so that they can grow in place, each with its elements as text. */
    private final Map<ArrayNode, Set<String>> ownLists = new IdentityHashMap<>();
    /** Objects that were made here and nobody else holds. */
    private final Set<ObjectNode> ownObjects = Collections.newSetFromMap(new IdentityHashMap<>());

    UndeclaredSteps(WorkingDocument working, PlanningWork work) {
        this.working = working;
        this.work = work;
    }

    void set(Step.SetUndeclared step) {
        working.reshape();
        UndeclaredTarget target = step.target();
        if (target.name().isEmpty()) {
            mergeContainer(target, step);
            return;
        }
        ObjectNode holder = target.container().map(this::containerKey).map(working::container).orElse(working.root());
        String name = key(holder, target.name().get());
        if (target.part().isEmpty()) {
            holder.set(name, step.add() ? added(holder.path(name), step.value()) : step.value());
            return;
        }
        ObjectNode whole = own(holder.path(name));
        String part = key(whole, target.part().get());
        whole.set(part, step.add() ? added(whole.path(part), step.value()) : step.value());
        holder.set(name, whole);
    }

    private void mergeContainer(UndeclaredTarget target, Step.SetUndeclared step) {
        ObjectNode container = working.container(containerKey(target.container().orElseThrow()));
        step.value().properties().forEach(e -> {
            String name = key(container, e.getKey());
            container.set(name, step.add() ? added(container.path(name), e.getValue()) : e.getValue());
        });
    }

    void remove(UndeclaredTarget target) {
        working.reshape();
        Optional<String> wholeContainer = target.part().isEmpty()
                ? WorkingDocument.key(working.root(), target.toString())
                : Optional.empty();
        if (wholeContainer.isPresent()) {
            working.removeMember(wholeContainer.get());
            return;
        }
        if (target.name().isEmpty()) {
            return;
        }
        Optional<String> container = target.container().flatMap(c -> WorkingDocument.key(working.root(), c));
        if (target.container().isPresent() && container.isEmpty()) {
            return;
        }
        ObjectNode holder = container.map(working::container).orElse(working.root());
        String name = key(holder, target.name().get());
        if (target.part().isEmpty()) {
            holder.remove(name);
        } else if (holder.path(name).isObject()) {
            ObjectNode whole = own(holder.path(name));
            whole.remove(key(whole, target.part().get()));
            holder.set(name, whole);
        }
        removeIfEmpty(holder, name);
        container.ifPresent(c -> removeIfEmpty(working.root(), c));
    }

    private void removeIfEmpty(ObjectNode holder, String name) {
        if (holder.path(name).isObject() && holder.path(name).isEmpty()) {
            if (holder == working.root()) {
                working.removeMember(name);
            } else {
                holder.remove(name);
            }
        }
    }

    private String containerKey(String container) {
        return key(working.root(), container);
    }

    private String key(ObjectNode object, String name) {
        if (!object.has(name)) {
            // Then every name is compared.
            work.spend(1 + object.size() / 8);
        }
        return WorkingDocument.key(object, name).orElse(name);
    }

    /** The object, if it is one that was made here, else a copy of it that was. */
    private ObjectNode own(JsonNode value) {
        if (value instanceof ObjectNode object && ownObjects.contains(object)) {
            return object;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        if (value instanceof ObjectNode object) {
            work.spend(object.size());
            copy.setAll(object);
        }
        ownObjects.add(copy);
        return copy;
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
            return own(present).setAll(more);
        }
        return value;
    }
}
