package dev.rollcall.server.management;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Which root fields of an object are answered: those that {@code fields} names, or all but those ({@code include_fields}). */
public record FieldSelection(List<String> fields, boolean include) {
    public FieldSelection {
        fields = List.copyOf(fields);
    }

    /** What the query asks for. */
    public static FieldSelection of(ManagementQuery query) {
        return new FieldSelection(query.list("fields"), query.flag("include_fields", true));
    }

    /** Takes out of the object what is not asked for, and gives it back. */
    public ObjectNode apply(ObjectNode object) {
        if (!fields.isEmpty()) {
            object.propertyNames()
                    .stream()
                    .filter(name -> fields.contains(name) != include)
                    .toList()
                    .forEach(object::remove);
        }
        return object;
    }
}
