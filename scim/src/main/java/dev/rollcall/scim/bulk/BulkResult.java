package dev.rollcall.scim.bulk;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation and what came of it, as one element of a BulkResponse (requirements 7644-3.7-08 and 7644-3.7.3-01).
 *
 * @param operation as it came
 * @param outcome what came of it
 */
public record BulkResult(BulkOperation operation, BulkOutcome outcome) {

    /** The element. Of what succeeded, the resource itself is left out. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        operation.method().ifPresent(method -> json.put("method", method));
        operation.bulkId().ifPresent(bulkId -> json.put("bulkId", bulkId));
        outcome.version().ifPresent(version -> json.put("version", version));
        outcome.location().ifPresent(location -> json.put("location", location));
        json.put("status", Integer.toString(outcome.status()));
        outcome.error().ifPresent(error -> json.set("response", error));
        return json;
    }
}
