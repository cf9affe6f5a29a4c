package dev.rollcall.server.management.connection;

import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What becomes of deleted users, in a body: {@code "delete"}, or {@code {"keep_days": 30}}. */
final class DeletionPolicyForm {
    static final String FIELD = "deletion_policy";

    private static final String DELETE = "delete";
    private static final String KEEP = "keep_days";

    private DeletionPolicyForm() {}

    static JsonNode of(DeletionPolicy policy) {
        return policy.keeps()
                ? JsonNodeFactory.instance.objectNode().put(KEEP, policy.keptDays())
                : StringNode.valueOf(DELETE);
    }

    /** @throws ManagementFailure 400 when it is neither */
    static DeletionPolicy policy(JsonNode value) {
        if (value.isString() && value.stringValue().equals(DELETE)) {
            return DeletionPolicy.DELETE;
        }
        if (value instanceof ObjectNode object) {
            BodyFields fields = new BodyFields(object);
            fields.requireKnown(List.of(KEEP));
            OptionalLong days = fields.number(KEEP);
            if (days.isPresent() && days.getAsLong() >= 1 && days.getAsLong() <= DeletionPolicy.MOST_DAYS) {
                return new DeletionPolicy((int) days.getAsLong());
            }
        }
        throw ManagementFailure.body("The field " + FIELD + " must be \"" + DELETE + "\", or {\"" + KEEP
                + "\": N} with a whole number from 1 to " + DeletionPolicy.MOST_DAYS + ".");
    }
}
