package dev.rollcall.directory.declaration;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a declaration leaves behind when it is removed. Nothing of it is lost: values are kept, undeclared, and resources of a type
 * that is gone are not served until a type of that name is declared again.
 *
 * @param resources that have something of it
 * @param looked how far the look at resources has come
 * @param first the ids of the first of them
 */
public record Orphans(long resources, LookExtent looked, List<String> first) {
    /** Ids that are named at most. */
    public static final int NAMED = 10;

    public Orphans {
        first = List.copyOf(first);
    }

    /** As it is shown to the operator. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("resources", resources)
                .put("looked_at", looked.at())
                .put("of", looked.of())
                .put("complete", looked.complete());
        first.forEach(json.putArray("first")::add);
        return json;
    }
}
