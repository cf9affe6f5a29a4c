package dev.rollcall.scim.patch;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.schema.Schema;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document that is being changed, on top of one that never is: the top level and the extension containers are copied,
 * values are shared and only ever swapped.
 */
final class WorkingDocument {
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final Set<String> copied = new HashSet<>();
    private boolean reshaped;

    WorkingDocument(ObjectNode current) {
        root.setAll(current);
    }

    /** The document as it stands; it may hold containers that are empty. */
    ObjectNode root() {
        return root;
    }

    /**
     * Whether members came or went, so that the canonical order has to be made anew; values that only changed leave it as
     * it was.
     */
    boolean reshaped() {
        return reshaped;
    }

    /** Says that members came or went. */
    void reshape() {
        reshaped = true;
    }

    /** The value of a whole attribute; a missing node when it has none. */
    JsonNode get(AttributePath path) {
        JsonNode holder = path.extension().<JsonNode>map(e -> root.path(e.id())).orElse(root);
        return holder.path(path.attribute().name());
    }

    /** Sets a whole attribute; an empty list or object unassigns it. */
    void set(AttributePath path, JsonNode value) {
        if (value.isContainer() && value.isEmpty()) {
            remove(path);
        } else {
            ObjectNode holder = holder(path);
            reshaped |= holder.replace(path.attribute().name(), value) == null;
        }
    }

    /** Unassigns a whole attribute. */
    void remove(AttributePath path) {
        if (!get(path).isMissingNode()) {
            holder(path).remove(path.attribute().name());
            reshaped = true;
        }
    }

    /** The container under exactly that key, ready to be written to; it is made when there is none. */
    ObjectNode container(String key) {
        // An operation before may have put something else there than a container.
        if (copied.add(key) || !(root.get(key) instanceof ObjectNode)) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            if (root.get(key) instanceof ObjectNode present) {
                copy.setAll(present);
            } else {
                reshaped = true;
            }
            root.set(key, copy);
        }
        return (ObjectNode) root.get(key);
    }

    /** Takes out a member of the top level, a whole container perhaps. */
    void removeMember(String key) {
        root.remove(key);
        reshaped = true;
        copied.remove(key);
    }

    /** The key that an object has for a name in any case. */
    static Optional<String> key(ObjectNode object, String name) {
        if (object.has(name)) {
            return Optional.of(name);
        }
        return object.properties()
                .stream()
                .map(Map.Entry::getKey)
                .filter(name::equalsIgnoreCase)
                .findFirst();
    }

    private ObjectNode holder(AttributePath path) {
        return path.extension().map(Schema::id).map(this::container).orElse(root);
    }
}
