package dev.rollcall.scim.patch;

import dev.rollcall.scim.resource.CanonicalDocument;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What differs between two canonical documents, in the grain of {@link Change.Assigned}: simple attributes,
 * sub-attributes of single-valued complex ones, multi-valued ones as a whole. {@code schemas} follows from the rest and
 * is no change of its own.
 */
final class DocumentDiff {
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final ResourceType type;
    private final List<Change> changes = new ArrayList<>();

    private DocumentDiff(ResourceType type) {
        this.type = type;
    }

    /** The differences, in the order of the later document, then what it no longer has. */
    static List<Change> between(ResourceType type, ObjectNode before, ObjectNode after) {
        DocumentDiff diff = new DocumentDiff(type);
        for (Map.Entry<String, JsonNode> member : after.properties()) {
            diff.member(member.getKey(), before.path(member.getKey()), member.getValue());
        }
        for (Map.Entry<String, JsonNode> member : before.properties()) {
            if (!after.has(member.getKey())) {
                diff.member(member.getKey(), member.getValue(), after.path(member.getKey()));
            }
        }
        return diff.changes;
    }

    private void member(String name, JsonNode before, JsonNode after) {
        if (before == after || name.equals("schemas") || before.equals(after)) {
            return;
        }
        // What is an extension on one side alone is told whole, or what it takes the place of would be in no change.
        if (CanonicalDocument.isContainer(type, name, after.isMissingNode() ? before : after)
                && (before.isMissingNode() || before.isObject())) {
            Optional<Schema> extension = type.schema(name);
            for (String inner : names(before, after)) {
                attribute(
                        extension.flatMap(e -> e.attribute(inner)),
                        name + ":" + inner,
                        before.path(inner),
                        after.path(inner));
            }
        } else {
            attribute(type.schema().attribute(name), name, before, after);
        }
    }

    private void attribute(Optional<Attribute> declared, String path, JsonNode before, JsonNode after) {
        boolean inParts = declared.filter(a -> a.complex() && !a.multiValued()).isPresent();
        if (!inParts) {
            assigned(path, before, after);
            return;
        }
        for (String part : names(before, after)) {
            assigned(path + "." + part, before.path(part), after.path(part));
        }
    }

    private void assigned(String path, JsonNode before, JsonNode after) {
        if (!before.equals(after)) {
            changes.add(new Change.Assigned(path, value(before), value(after)));
        }
    }

    private static Optional<JsonNode> value(JsonNode node) {
        return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>((after.isObject() ? after : NOTHING).propertyNames());
        names.addAll((before.isObject() ? before : NOTHING).propertyNames());
        return names;
    }
}
