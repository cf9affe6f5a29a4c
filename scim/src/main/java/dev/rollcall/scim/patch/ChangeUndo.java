package dev.rollcall.scim.patch;

import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents as they were, from the changes of a plan: what a {@link Change.Assigned} says is read backwards.
 *
 * <p>Guarantees: {@code before(after)} of a plan's changes is the document that the plan was made for, and {@code created} of a
 * creation's changes the document that it made, with the same names and values; undeclared names may stand in another order.
 * Changes whose path is none of a document (those of a membership, and those under {@code urn:rollcall:}) are passed over. No
 * argument is changed; the work is that of copying the document's top level and what is written to.
 *
 * <p>Limit: a text that stands directly under an undeclared URN and an attribute of an undeclared extension may have the same
 * path. It is taken for the former where the last word follows a version number and begins with a capital, as in
 * {@code urn:example:1.0:Device}.
 */
public final class ChangeUndo {
    /** What a resource of the house has beside its document. */
    private static final String OURS = "urn:rollcall:";

    private static final Pattern WHOLE_URN = Pattern.compile("(?i:urn):.*:\\d+(\\.\\d+)*:\\p{Lu}[^:]*");

    private final ResourceType type;
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();

    private ChangeUndo(ResourceType type, ObjectNode from) {
        this.type = type;
        from.properties().forEach(member -> document.set(member.getKey(), copy(member.getValue())));
    }

    /**
     * {@return the document before a plan's changes, in canonical form}
     *
     * @param type of the resource
     * @param after the document that they led to
     * @param changes in the order of the plan
     * @param dialect what is tolerated
     */
    public static ObjectNode before(ResourceType type, ObjectNode after, List<Change> changes, Dialect dialect) {
        ChangeUndo undo = new ChangeUndo(type, after);
        for (Change change : changes.reversed()) {
            if (change instanceof Change.Assigned assigned && isOfDocument(assigned)) {
                undo.assign(assigned.path(), assigned.before());
            }
        }
        return CanonicalDocument.of(type, undo.document, dialect);
    }

    /**
     * {@return the document that the changes of a creation make, in canonical form}
     *
     * @param type of the resource
     * @param changes in the order of the plan
     * @param dialect what is tolerated
     */
    public static ObjectNode created(ResourceType type, List<Change> changes, Dialect dialect) {
        ChangeUndo made = new ChangeUndo(type, JsonNodeFactory.instance.objectNode());
        for (Change change : changes) {
            if (change instanceof Change.Assigned assigned && isOfDocument(assigned)) {
                made.assign(assigned.path(), assigned.after());
            }
        }
        return CanonicalDocument.of(type, made.document, dialect);
    }

    /**
     * {@return the document that the changes of {@link ResourcePlans#deletion} take away, in canonical form}
     *
     * @param type of the resource
     * @param changes in the order of the plan
     * @param dialect what is tolerated
     */
    public static ObjectNode deleted(ResourceType type, List<Change> changes, Dialect dialect) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (Change change : changes) {
            if (change instanceof Change.Assigned assigned && isOfDocument(assigned)) {
                assigned.before().ifPresent(value -> document.set(assigned.path(), value));
            }
        }
        return CanonicalDocument.of(type, document, dialect);
    }

    private static boolean isOfDocument(Change.Assigned assigned) {
        return !assigned.path().startsWith(OURS);
    }

    /** Objects at the top are written to; lists are only ever swapped. */
    private static JsonNode copy(JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        ObjectNode own = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            own.set(member.getKey(), copy(member.getValue()));
        }
        return own;
    }

    private void assign(String path, Optional<JsonNode> value) {
        Optional<Schema> declared = declared(path);
        if (declared.isPresent()) {
            Schema extension = declared.get();
            inContainer(extension.id(), name -> extension.attribute(name),
                    path.substring(extension.id().length() + 1), value);
            return;
        }
        Optional<String> container = container(path, value);
        if (container.isPresent()) {
            inContainer(container.get(), name -> Optional.empty(), path.substring(container.get().length() + 1), value);
        } else {
            in(document, name -> type.schema().attribute(name), path, value);
        }
    }

    private Optional<Schema> declared(String path) {
        return type.extensions()
                .stream()
                .map(ResourceType.Extension::schema)
                .filter(schema -> path.startsWith(schema.id() + ":"))
                .findFirst();
    }

    /** The undeclared extension that a path leads into; empty when it is a member of the top level. */
    private Optional<String> container(String path, Optional<JsonNode> value) {
        if (path.indexOf(':') < 0) {
            return Optional.empty();
        }
        Optional<String> present = document.properties()
                .stream()
                .filter(member -> member.getValue().isObject() && path.startsWith(member.getKey() + ":"))
                .map(Map.Entry::getKey)
                .max((a, b) -> Integer.compare(a.length(), b.length()));
        if (present.isPresent()) {
            return present;
        }
        boolean whole = document.has(path)
                || WHOLE_URN.matcher(path).matches() && value.filter(JsonNode::isObject).isEmpty();
        String before = path.substring(0, path.lastIndexOf(':'));
        return whole || before.indexOf(':') < 0 ? Optional.empty() : Optional.of(before);
    }

    /** What a name without its parts is declared as. */
    private interface Names {
        Optional<Attribute> attribute(String name);
    }

    private void inContainer(String key, Names names, String path, Optional<JsonNode> value) {
        ObjectNode container = document.get(key) instanceof ObjectNode present
                ? present
                : JsonNodeFactory.instance.objectNode();
        in(container, names, path, value);
        put(document, key, container.isEmpty() ? Optional.empty() : Optional.of(container));
    }

    private static void in(ObjectNode holder, Names names, String path, Optional<JsonNode> value) {
        int dot = path.indexOf('.');
        boolean part = dot > 0
                && names.attribute(path.substring(0, dot)).filter(a -> a.complex() && !a.multiValued()).isPresent();
        if (!part) {
            put(holder, path, value);
            return;
        }
        String name = path.substring(0, dot);
        ObjectNode whole = holder.get(name) instanceof ObjectNode present
                ? present
                : JsonNodeFactory.instance.objectNode();
        put(whole, path.substring(dot + 1), value);
        put(holder, name, whole.isEmpty() ? Optional.empty() : Optional.of(whole));
    }

    private static void put(ObjectNode holder, String name, Optional<JsonNode> value) {
        if (value.isPresent()) {
            holder.set(name, value.get());
        } else {
            holder.remove(name);
        }
    }
}
