package dev.rollcall.server.management.connection;

import dev.rollcall.directory.access.GuardEdit;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The guard against accidental deletion in a body: {@code null} for none, {@code share_percent} and {@code at_least}, or {@code released}. */
final class GuardForm {
    static final String FIELD = "accidental_deletion_guard";

    private static final String SHARE = "share_percent";
    private static final String LEAST = "at_least";
    private static final String RELEASED = "released";
    private static final String HOLDING = "holding";

    private GuardForm() {}

    static ObjectNode of(DepartureGuard guard) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(SHARE, guard.sharePercent())
                .put(LEAST, guard.atLeast())
                .put(HOLDING, guard.holding());
    }

    /** @throws ManagementFailure 400 when it is none of the three */
    static GuardEdit edit(JsonNode value) {
        if (value.isNull()) {
            return new GuardEdit.Off();
        }
        if (!(value instanceof ObjectNode object)) {
            throw ManagementFailure.body("The field " + FIELD + " must be an object, or null for no guard.");
        }
        BodyFields fields = new BodyFields(object);
        fields.requireKnown(List.of(SHARE, LEAST, RELEASED, HOLDING));
        OptionalLong share = fields.number(SHARE);
        OptionalLong least = fields.number(LEAST);
        if (object.path(RELEASED).asBoolean(false) && share.isEmpty() && least.isEmpty()) {
            return new GuardEdit.Release();
        }
        if (outside(share, 100) || outside(least, Integer.MAX_VALUE)) {
            throw ManagementFailure.body("The field " + FIELD + " needs " + SHARE + ", 1 to 100, and " + LEAST
                    + ", 1 or more; or " + RELEASED + ": true alone.");
        }
        return new GuardEdit.Set((int) share.getAsLong(), (int) least.getAsLong());
    }

    private static boolean outside(OptionalLong number, int highest) {
        return number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > highest;
    }
}
