package dev.rollcall.scim.resource;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Takes out of a stored document what schemas that were declared later say is write-only, of which nothing is kept. */
final class WriteOnlyValues {
    private WriteOnlyValues() {}

    /** The document without them, in whatever case they are written; the very one that was given when it has none. */
    static ObjectNode without(ResourceType type, ObjectNode stored, Dialect dialect) {
        List<List<String>> places = new ArrayList<>();
        add(places, type.schema(), List.of());
        for (ResourceType.Extension extension : type.extensions()) {
            add(places, extension.schema(), List.of(extension.schema().id()));
            if (dialect.has(Tolerance.UNQUALIFIED_EXTENSION)) {
                addUnqualified(places, type, extension.schema());
            }
        }
        if (places.isEmpty()) {
            return stored;
        }
        NameTree tree = new NameTree();
        places.forEach(tree::add);
        ObjectNode kept = tree.without(stored);
        return kept.equals(stored) ? stored : kept;
    }

    private static void add(List<List<String>> places, Schema schema, List<String> container) {
        for (Attribute attribute : schema.attributes()) {
            if (isWriteOnly(attribute)) {
                places.add(below(container, attribute.name()));
            } else {
                attribute.subAttributes()
                        .stream()
                        .filter(WriteOnlyValues::isWriteOnly)
                        .forEach(sub -> places.add(below(below(container, attribute.name()), sub.name())));
            }
        }
    }

    /** What came without its URN. */
    private static void addUnqualified(List<List<String>> places, ResourceType type, Schema schema) {
        for (Attribute attribute : schema.attributes()) {
            boolean other = type.schema().attribute(attribute.name()).isPresent()
                    || CommonAttributes.named(attribute.name()).isPresent();
            if (isWriteOnly(attribute) && !other) {
                places.add(List.of(attribute.name()));
            }
        }
    }

    private static List<String> below(List<String> place, String name) {
        List<String> below = new ArrayList<>(place);
        below.add(name);
        return below;
    }

    /** A password is in no document. */
    private static boolean isWriteOnly(Attribute attribute) {
        return attribute.mutability() == Mutability.WRITE_ONLY && !UndeclaredValues.isPassword(attribute.name());
    }
}
