package dev.rollcall.scim.patch;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Applies the steps about what no schema declares. Names find what is there in any case. */
final class UndeclaredSteps {
    private final WorkingDocument working;

    UndeclaredSteps(WorkingDocument working) {
        this.working = working;
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
        ObjectNode whole = copyOf(holder.path(name));
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
            ObjectNode whole = copyOf(holder.path(name));
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

    private static String key(ObjectNode object, String name) {
        return WorkingDocument.key(object, name).orElse(name);
    }

    private static ObjectNode copyOf(JsonNode value) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        if (value instanceof ObjectNode object) {
            copy.setAll(object);
        }
        return copy;
    }

    private static JsonNode added(JsonNode present, JsonNode value) {
        if (present instanceof ArrayNode list && value instanceof ArrayNode more) {
            ArrayNode all = list.arrayNode().addAll(list);
            Set<JsonNode> known = new HashSet<>(list.values());
            for (JsonNode element : more) {
                if (known.add(element)) {
                    all.add(element);
                }
            }
            return all;
        }
        if (present.isObject() && value instanceof ObjectNode more) {
            ObjectNode merged = copyOf(present);
            merged.setAll(more);
            return merged;
        }
        return value;
    }
}
