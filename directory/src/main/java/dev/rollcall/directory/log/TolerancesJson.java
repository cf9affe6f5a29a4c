package dev.rollcall.directory.log;

import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes what fired as the log keeps it: a JSON array of {@code {"id","where"}}, and {@code {"omitted":n}} at the end. */
final class TolerancesJson {
    private TolerancesJson() {}

    /** The array; empty when nothing fired. */
    static Optional<String> write(FiredTolerances fired) {
        if (fired.entries().isEmpty()) {
            return Optional.empty();
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (FiredTolerances.Fired entry : fired.entries()) {
            array.addObject().put("id", entry.tolerance().id()).put("where", Secrets.redact(entry.where()));
        }
        if (fired.omitted() > 0) {
            array.addObject().put("omitted", fired.omitted());
        }
        return Optional.of(array.toString());
    }
}
